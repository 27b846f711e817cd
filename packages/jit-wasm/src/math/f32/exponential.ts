import { f32x4, i32x4 } from "../../assembler/index.js";
import type { F32Lanes, Vector } from "../lanes.js";

const LOG2_E = Math.LOG2E;
/** ln 2 in two parts; the first has 9 bits, so that its products with integers below 2¹⁵ are exact. */
export const LN2_HIGH = 0.693359375;
export const LN2_LOW = Math.LN2 - LN2_HIGH;
/** 1.5·2²³: added to a number below 2²², it leaves the nearest integer in the low bits. */
const ROUNDER = 12582912;
const ROUNDER_BITS = 0x4b40_0000;
const ONE_BITS = 0x3f80_0000;

/** (eʳ − 1 − r) / r² for |r| ≤ ln(2)/2. Minimax (Remez) for the relative error of eʳ − 1: 2⁻²⁶·⁰. */
const EXPM1_TAIL = [0.5, 0.16666534543037415, 0.041666608303785324, 0.008367658592760563, 0.0013919295743107796];

/** x = n·ln 2 + r with an integer n and |r| ≤ ln(2)/2. The low bits of `rounded` hold n. */
export interface Reduced {
  readonly rounded: Vector;
  readonly r: Vector;
}

/** The reduction of x, or of x + low where x alone would lose what counts in the exponent. */
export function reduceByLn2(m: F32Lanes, x: Vector, low?: Vector): Reduced {
  const sum = low === undefined ? x : f32x4.add(x, low);
  const rounded = m.let(m.madd(sum, m.k(LOG2_E), m.k(ROUNDER)));
  const n = m.let(f32x4.sub(rounded, m.k(ROUNDER)));
  const rest = m.nmadd(n, m.k(LN2_HIGH), x);
  const r = m.let(m.nmadd(n, m.k(LN2_LOW), low === undefined ? rest : f32x4.add(rest, low)));
  return { rounded, r };
}

/** eʳ − 1 for |r| ≤ ln(2)/2. */
export function expm1Polynomial(m: F32Lanes, r: Vector): Vector {
  return m.madd(f32x4.mul(r, r), m.polynomial(r, EXPM1_TAIL), r);
}

/** 2ⁿ, n in the low bits of `rounded` and −126 ≤ n ≤ 127. */
export function powerOfTwo(m: F32Lanes, rounded: Vector): Vector {
  return i32x4.add(m.shl(rounded, 23), m.bits(ONE_BITS));
}

/** p·2ⁿ for every n, in two steps: 2ⁿ alone may lie beyond the range of float32 where the product does not. */
export function scale(m: F32Lanes, p: Vector, rounded: Vector): Vector {
  const n = m.let(i32x4.sub(rounded, m.bits(ROUNDER_BITS)));
  const half = m.let(m.shrS(n, 1));
  return f32x4.mul(f32x4.mul(p, powerOfTwo(m, half)), powerOfTwo(m, i32x4.sub(n, half)));
}

/** x between two bounds; NaN stays. */
export function clamp(m: F32Lanes, x: Vector, low: number, high: number): Vector {
  return f32x4.pmax(f32x4.pmin(x, m.k(high)), m.k(low));
}

/** eˣ. Beyond the bounds it is 0 and infinite all the same. */
export function exp(m: F32Lanes, x: Vector): Vector {
  const { rounded, r } = reduceByLn2(m, m.let(clamp(m, x, -104, 89)));
  return scale(m, f32x4.add(expm1Polynomial(m, r), m.k(1)), rounded);
}

/** 2ˣ = 2ⁿ·e^((x − n)·ln 2). */
export function exp2(m: F32Lanes, x: Vector): Vector {
  const bounded = m.let(clamp(m, x, -151, 128));
  const rounded = m.let(f32x4.add(bounded, m.k(ROUNDER)));
  const r = m.let(f32x4.mul(f32x4.sub(bounded, f32x4.sub(rounded, m.k(ROUNDER))), m.k(Math.LN2)));
  return scale(m, f32x4.add(expm1Polynomial(m, r), m.k(1)), rounded);
}

/** eˣ − 1 = 2·((eʳ − 1)·2ⁿ⁻¹ + (2ⁿ⁻¹ − ½)), which halves to stay finite for n = 128. */
export function expm1(m: F32Lanes, x: Vector): Vector {
  const { rounded, r } = reduceByLn2(m, m.let(clamp(m, x, -18, 89)));
  const half = m.let(i32x4.add(m.shl(rounded, 23), m.bits(ONE_BITS - (1 << 23))));
  const p = m.let(m.madd(expm1Polynomial(m, r), half, f32x4.sub(half, m.k(0.5))));
  // Below 2⁻²⁴ the result is x itself, its zeros' signs and the last bits of subnormal numbers included.
  const tiny = f32x4.lt(f32x4.abs(x), m.k(2 ** -24));
  return m.where(tiny, x, f32x4.add(p, p));
}
