import { f64x2, i64x2, v128 } from "../../assembler/index.js";
import type { F64Lanes, Vector } from "../lanes.js";
import { LN2_HIGH, LN2_LOW, ONE_BITS } from "./exponential.js";

const SQRT_HALF_BITS = 0x3fe6_a09e_667f_3bcdn;
const MANTISSA = 2n ** 52n - 1n;
/** The bits of 2⁵²: with a small integer in the low bits they are the number 2⁵² plus that integer. */
const TWO_52_BITS = 0x4330_0000_0000_0000n;
const BIAS = 1023;
const SMALLEST_NORMAL = 2 ** -1022;

/** (ln((1 + s)/(1 − s)) − 2s) / s³ in s², for 1 + f = (1 + s)/(1 − s) in [√½, √2]. Minimax (Remez), 2⁻⁵⁹·⁵. */
const LOG_SERIES = [
  0.6666666666666735, 0.39999999999408736, 0.28571428743913885, 0.2222219839857424, 0.18183574238395864,
  0.1531377725258088, 0.14798868361549197,
];

/** x = 2ᵉ·(significand in [√½, √2)), for a positive normal x. */
export function partsOf(m: F64Lanes, x: Vector) {
  const bits = m.let(i64x2.add(x, m.bits(ONE_BITS - SQRT_HALF_BITS)));
  const biased = v128.or(i64x2.shrU(bits, m.count(52)), m.bits(TWO_52_BITS));
  return {
    exponent: m.let(f64x2.sub(biased, m.k(2 ** 52 + BIAS))),
    /** The exponent plus its bias, where a float64 has it. */
    biasedExponentBits: m.let(v128.andnot(bits, m.bits(MANTISSA))),
    significand: m.let(i64x2.add(v128.and(bits, m.bits(MANTISSA)), m.bits(SQRT_HALF_BITS))),
  };
}

/**
 * ln(1 + f) + e·ln 2 with s = f/(2 + f): ln(1 + f) = f − (f²/2 − s·(f²/2 + s²·…)), which rounds only small terms; the form
 * is that of FreeBSD's e_log.c.
 */
function logOfParts(m: F64Lanes, f: Vector, e: Vector): Vector {
  const s = m.let(f64x2.div(f, f64x2.add(f, m.k(2))));
  const z = m.let(f64x2.mul(s, s));
  const halfSquare = m.let(f64x2.mul(f64x2.mul(f, f), m.k(0.5)));
  const series = f64x2.mul(m.polynomial(z, LOG_SERIES), z);
  const low = m.madd(s, f64x2.add(halfSquare, series), f64x2.mul(e, m.k(LN2_LOW)));
  return f64x2.sub(f64x2.mul(e, m.k(LN2_HIGH)), f64x2.sub(f64x2.sub(halfSquare, low), f));
}

/** `result` where u is positive and finite: ln 0 = −∞, ln ∞ = ∞, and NaN of negative numbers and of NaN. */
function withSpecials(m: F64Lanes, u: Vector, result: Vector): Vector {
  const bounded = m.where(f64x2.lt(u, m.k(Number.POSITIVE_INFINITY)), result, u);
  const ofReal = v128.or(bounded, f64x2.lt(u, m.k(0))); // A lane of ones is NaN.
  return m.where(f64x2.eq(u, m.k(0)), m.k(Number.NEGATIVE_INFINITY), ofReal);
}

/** ln x */
export function log(m: F64Lanes, x: Vector): Vector {
  const subnormal = m.let(f64x2.lt(x, m.k(SMALLEST_NORMAL)));
  const normal = m.let(m.where(subnormal, f64x2.mul(x, m.k(2 ** 52)), x));
  const { exponent, significand } = partsOf(m, normal);
  const e = m.let(f64x2.add(exponent, v128.and(subnormal, m.k(-52))));
  return withSpecials(m, x, logOfParts(m, m.let(f64x2.sub(significand, m.k(1))), e));
}

/** ln(1 + x) for −1 < x < 2¹⁰²². With s = 2⁻ᵉ near 1/(1 + x), (1 + x)·s − 1 = x·s + (s − 1) is rounded once. */
export function log1pOfOrdinary(m: F64Lanes, x: Vector): Vector {
  const { exponent, biasedExponentBits } = partsOf(m, m.let(f64x2.add(x, m.k(1))));
  const scale = m.let(i64x2.sub(m.bits(2n * ONE_BITS), biasedExponentBits));
  const f = m.let(m.madd(x, scale, f64x2.sub(scale, m.k(1))));
  return logOfParts(m, f, exponent);
}

/** ln(1 + x); a large x is taken by a quarter, to keep clear of the largest exponent. */
export function log1p(m: F64Lanes, x: Vector): Vector {
  const large = m.let(f64x2.gt(x, m.k(2 ** 500)));
  const u = m.let(m.where(large, f64x2.mul(x, m.k(0.25)), x));
  const log = f64x2.add(log1pOfOrdinary(m, u), v128.and(large, m.k(2 * Math.LN2)));
  return withSpecials(m, m.let(f64x2.add(x, m.k(1))), v128.or(log, m.sign(x)));
}
