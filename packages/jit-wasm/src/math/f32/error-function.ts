import { f32x4, v128 } from "../../assembler/index.js";
import type { F32Lanes, Vector } from "../lanes.js";
import { expm1Polynomial, powerOfTwo, reduceByLn2, scale } from "./exponential.js";

/** erf(x)/x − 1 in x², |x| ≤ 0.85. Minimax (Remez), relative error of erf 2⁻²⁷·¹. */
const ERF_SMALL = [
  0.12837916612625122, -0.37612590193748474, 0.11282864958047867, -0.026807287707924843, 0.0050577037036418915,
  -0.0006348518654704094,
];
const SMALL = 0.85;

/** ln erfc(x) for 0.85 ≤ x ≤ 3.95. Minimax (Remez), absolute error of erfc 2⁻²⁸·⁹. */
const LOG_ERFC = [
  -0.00011476976942503825, -1.128015160560608, -0.6366021633148193, -0.10444756597280502, 0.022478735074400902,
  -0.0031071151606738567, 0.00020252057584002614,
];
/** Beyond it erf(x) rounds to 1. */
const LARGEST = 3.95;

/** erf x for |x| ≤ 0.85. */
function erfOfSmall(m: F32Lanes, x: Vector): Vector {
  return m.madd(x, m.polynomial(m.let(f32x4.mul(x, x)), ERF_SMALL), x);
}

/** erf |x|, beyond 0.85 as 1 − exp(ln erfc |x|). */
export function erf(m: F32Lanes, x: Vector): Vector {
  const magnitude = m.let(f32x4.pmin(f32x4.abs(x), m.k(LARGEST)));
  const small = m.let(erfOfSmall(m, magnitude));
  const { rounded, r } = reduceByLn2(m, m.let(m.polynomial(magnitude, LOG_ERFC)));
  const power = m.let(powerOfTwo(m, rounded));
  const large = f32x4.sub(f32x4.sub(m.k(1), power), f32x4.mul(expm1Polynomial(m, r), power));
  return v128.or(m.where(f32x4.lt(magnitude, m.k(SMALL)), small, large), m.sign(x));
}

/**
 * x·erfc(x)·exp(x²) in (x − 3/2)/(x + 3/2), ½ ≤ x ≤ 10.1, after Shepherd and Laframboise, "Chebyshev approximation of
 * (1 + 2x)exp(x²)erfc x", Math. Comp. 36 (1981). Minimax (Remez), relative error 2⁻²⁶·⁵.
 */
const ERFC_SCALED = [
  0.48237812519073486, 0.228453129529953, -0.21611419320106506, 0.06169437989592552, 0.019827093929052353,
  -0.008782150223851204, -0.005168200936168432, 0.00045124368625693023, 0.0014849633444100618, 0.00039758984348736703,
  -0.0004334043769631535,
];
/** The bits of the upper half of a float's mantissa, whose square is exact. */
const UPPER_HALF = 0xffff_f000;

/** erfc x: 1 − erf x below ½, the scaled form times exp(−x²) above, 2 − erfc(−x) for negative x. */
export function erfc(m: F32Lanes, x: Vector): Vector {
  const magnitude = m.let(f32x4.pmin(f32x4.abs(x), m.k(10.1)));
  const quotient = f32x4.div(f32x4.sub(magnitude, m.k(1.5)), f32x4.add(magnitude, m.k(1.5)));
  const scaled = m.polynomial(m.let(quotient), ERFC_SCALED);
  // x² = h² + (x − h)(x + h): a rounded x² would cost exp(−x²) as many units as x² is large.
  const high = m.let(v128.and(magnitude, m.bits(UPPER_HALF)));
  const rest = m.let(f32x4.mul(f32x4.sub(high, magnitude), f32x4.add(high, magnitude)));
  const { rounded, r } = reduceByLn2(m, m.let(f32x4.neg(f32x4.mul(high, high))), rest);
  const gauss = scale(m, f32x4.add(expm1Polynomial(m, r), m.k(1)), rounded);
  const tail = m.let(f32x4.div(f32x4.mul(scaled, gauss), magnitude));
  const ofLarge = m.where(m.shrS(x, 31), f32x4.sub(m.k(2), tail), tail);
  const ofSmall = f32x4.sub(m.k(1), erfOfSmall(m, x));
  return m.where(f32x4.lt(magnitude, m.k(0.5)), ofSmall, ofLarge);
}
