import { f32x4, i32x4, v128 } from "../../assembler/index.js";
import type { F32Lanes, Vector } from "../lanes.js";
import { LN2_HIGH, LN2_LOW } from "./exponential.js";

const SQRT_HALF_BITS = 0x3f35_04f3;
const SMALLEST_NORMAL = 2 ** -126;

/** (ln(1 + f) − f + f²/2) / f³ for 1 + f in [√½, √2]. Minimax (Remez) for the relative error of ln(1 + f): 2⁻²⁷·³. */
const LOG_TAIL = [
  0.3333333134651184, -0.250008225440979, 0.20001260936260223, -0.16623333096504211, 0.142009437084198,
  -0.13159553706645966, 0.12767153978347778, -0.0764331966638565,
];

/** ln(1 + f) + e·ln 2, for an f as above. */
function logOfParts(m: F32Lanes, f: Vector, e: Vector): Vector {
  const square = m.let(f32x4.mul(f, f));
  const tail = f32x4.mul(f32x4.mul(f, square), m.polynomial(f, LOG_TAIL));
  const low = m.nmadd(m.k(0.5), square, m.madd(e, m.k(LN2_LOW), tail));
  return m.madd(e, m.k(LN2_HIGH), f32x4.add(f, low));
}

/** The exponent e, as an integer, with which x = 2ᵉ·m and √½ ≤ m < √2, for a positive normal x. */
function exponentOf(m: F32Lanes, x: Vector): Vector {
  return m.shrS(i32x4.sub(x, m.bits(SQRT_HALF_BITS)), 23);
}

/** `result` where u is positive and finite: ln 0 = −∞, ln ∞ = ∞, and NaN of negative numbers and of NaN. */
function withSpecials(m: F32Lanes, u: Vector, result: Vector): Vector {
  const bounded = m.where(f32x4.lt(u, m.k(Number.POSITIVE_INFINITY)), result, u);
  const ofReal = v128.or(bounded, f32x4.lt(u, m.k(0))); // A lane of ones is NaN.
  return m.where(f32x4.eq(u, m.k(0)), m.k(Number.NEGATIVE_INFINITY), ofReal);
}

/** ln x */
export function log(m: F32Lanes, x: Vector): Vector {
  const subnormal = m.let(f32x4.lt(x, m.k(SMALLEST_NORMAL)));
  const normal = m.let(m.where(subnormal, f32x4.mul(x, m.k(2 ** 23)), x));
  const e = m.let(exponentOf(m, normal));
  const f = m.let(f32x4.sub(i32x4.sub(normal, m.shl(e, 23)), m.k(1)));
  const exponent = i32x4.add(e, v128.and(subnormal, m.bits(-23)));
  return withSpecials(m, x, logOfParts(m, f, m.let(f32x4.convertI32x4S(exponent))));
}

/**
 * ln(1 + x) for −1 < x < 2¹²⁶. With s = 2⁻ᵉ near 1/(1 + x), (1 + x)·s − 1 = x·s + (s − 1) is rounded once.
 */
export function log1pOfOrdinary(m: F32Lanes, x: Vector): Vector {
  // Where 1 + x is rounded, e need not be the best: the polynomial's interval has room for one unit in the last place.
  const e = m.let(exponentOf(m, f32x4.add(x, m.k(1))));
  const scale = m.let(i32x4.sub(m.k(1), m.shl(e, 23)));
  const f = m.let(m.madd(x, scale, f32x4.sub(scale, m.k(1))));
  return logOfParts(m, f, m.let(f32x4.convertI32x4S(e)));
}

/** ln(1 + x); a large x is taken by a quarter, to keep clear of the largest exponent. */
export function log1p(m: F32Lanes, x: Vector): Vector {
  const large = m.let(f32x4.gt(x, m.k(2 ** 60)));
  const u = m.let(m.where(large, f32x4.mul(x, m.k(0.25)), x));
  const log = f32x4.add(log1pOfOrdinary(m, u), v128.and(large, m.k(2 * Math.LN2)));
  return withSpecials(m, m.let(f32x4.add(x, m.k(1))), v128.or(log, m.sign(x)));
}
