import { f64x2, i64x2 } from "../../assembler/index.js";
import type { F64Lanes, Vector } from "../lanes.js";

/** ln 2 in two parts; the first has 32 bits, so that its products with integers below 2²¹ are exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;
/** 1.5·2⁵²: added to a number below 2⁵¹, it leaves the nearest integer in the low bits. */
export const ROUNDER = 6755399441055744;
export const ONE_BITS = 0x3ff0_0000_0000_0000n;

/** (eʳ − 1 − r) / r² for |r| ≤ ln(2)/2. Minimax (Remez) for the relative error of eʳ − 1: 2⁻⁶¹. */
const EXPM1_TAIL = [
  0.5, 0.16666666666666677, 0.04166666666666667, 0.008333333333321381, 0.0013888888888885975, 0.0001984126988684673,
  2.4801587318077403e-5, 2.7557243402122427e-6, 2.755728286144554e-7, 2.5109344444406173e-8, 2.0910928927174313e-9,
];

/**
 * x = n·ln 2 + r with an integer n and |r| ≤ ln(2)/2; the low bits of `rounded` hold n. Or x + low, where x alone would
 * lose what counts in the exponent.
 */
export function reduceByLn2(m: F64Lanes, x: Vector, low?: Vector) {
  const sum = low === undefined ? x : f64x2.add(x, low);
  const rounded = m.let(m.madd(sum, m.k(Math.LOG2E), m.k(ROUNDER)));
  const n = m.let(f64x2.sub(rounded, m.k(ROUNDER)));
  const rest = m.nmadd(n, m.k(LN2_HIGH), x);
  const r = m.let(m.nmadd(n, m.k(LN2_LOW), low === undefined ? rest : f64x2.add(rest, low)));
  return { rounded, n, r };
}

/** eʳ − 1 for |r| ≤ ln(2)/2. */
export function expm1Polynomial(m: F64Lanes, r: Vector): Vector {
  return m.madd(f64x2.mul(r, r), m.polynomial(r, EXPM1_TAIL), r);
}

/** 2ⁿ, n in the low bits of `rounded` and −1022 ≤ n ≤ 1023. */
export function powerOfTwo(m: F64Lanes, rounded: Vector): Vector {
  return i64x2.add(m.shl(rounded, 52), m.bits(ONE_BITS));
}

/** p·2ⁿ for every n, in two steps: 2ⁿ alone may lie beyond the range of float64 where the product does not. */
export function scale(m: F64Lanes, p: Vector, n: Vector): Vector {
  const half = m.let(m.madd(n, m.k(0.5), m.k(ROUNDER)));
  const rest = f64x2.add(f64x2.sub(n, f64x2.sub(half, m.k(ROUNDER))), m.k(ROUNDER));
  return f64x2.mul(f64x2.mul(p, powerOfTwo(m, half)), powerOfTwo(m, rest));
}

/** x between two bounds; NaN stays. */
export function clamp(m: F64Lanes, x: Vector, low: number, high: number): Vector {
  return f64x2.pmax(f64x2.pmin(x, m.k(high)), m.k(low));
}

/** eˣ. Beyond the bounds it is 0 and infinite all the same. */
export function exp(m: F64Lanes, x: Vector): Vector {
  const { n, r } = reduceByLn2(m, m.let(clamp(m, x, -746, 710)));
  return scale(m, f64x2.add(expm1Polynomial(m, r), m.k(1)), n);
}

/** (2ʳ − 1) / r for |r| ≤ ½. Minimax (Remez), relative error of 2ʳ 2⁻⁵⁷. */
const EXP2_TAIL = [
  Math.LN2,
  0.24022650695910172,
  0.055504108664824574,
  0.009618129107577077,
  0.0013333558145567936,
  0.00015403530478846284,
  1.5252734737406113e-5,
  1.3215424486603014e-6,
  1.0177656383181388e-7,
  7.075616221879495e-9,
  4.519260783017567e-10,
];

/** 2^(n + r) for an integer n and |r| ≤ ½. */
export function exp2OfParts(m: F64Lanes, n: Vector, r: Vector): Vector {
  return scale(m, m.madd(m.polynomial(r, EXP2_TAIL), r, m.k(1)), n);
}

export function exp2(m: F64Lanes, x: Vector): Vector {
  const bounded = m.let(clamp(m, x, -1076, 1024));
  const n = m.let(f64x2.nearest(bounded));
  return exp2OfParts(m, n, m.let(f64x2.sub(bounded, n)));
}

/** eˣ − 1 = 2·((eʳ − 1)·2ⁿ⁻¹ + (2ⁿ⁻¹ − ½)), which halves to stay finite for n = 1024. */
export function expm1(m: F64Lanes, x: Vector): Vector {
  const { rounded, r } = reduceByLn2(m, m.let(clamp(m, x, -38, 710)));
  const half = m.let(i64x2.add(m.shl(rounded, 52), m.bits(ONE_BITS - (1n << 52n))));
  const p = m.let(m.madd(expm1Polynomial(m, r), half, f64x2.sub(half, m.k(0.5))));
  // Below 2⁻⁵³ the result is x itself, its zeros' signs and the last bits of subnormal numbers included.
  const tiny = f64x2.lt(f64x2.abs(x), m.k(2 ** -53));
  return m.where(tiny, x, f64x2.add(p, p));
}
