import { define } from "../code.js";
import { infinity, nan } from "../literal.js";
import { isNan, withSignOf } from "./classification.js";
import { exp, expm1OfSmall, reduceByLn2, scale } from "./exponential.js";
import { log1p } from "./logarithm.js";
import { polynomial } from "./polynomial.js";

/** erf(x)/x − 1 in x², |x| ≤ 0.85. Minimax (Remez), relative error of erf 2⁻²⁷·¹. */
const ERF_SMALL = [
  0.12837916612625122, -0.37612590193748474, 0.11282864958047867, -0.026807287707924843, 0.0050577037036418915,
  -0.0006348518654704094,
];

/** ln erfc(x) for 0.85 ≤ x ≤ 3.95. Minimax (Remez), absolute error of erfc 2⁻²⁸·⁹. */
const LOG_ERFC = [
  -0.00011476976942503825, -1.128015160560608, -0.6366021633148193, -0.10444756597280502, 0.022478735074400902,
  -0.0031071151606738567, 0.00020252057584002614,
];

const erfOfSmall = define("erf_of_small")`(x: f32) -> f32 {
  let square = x * x;
  return x * (${polynomial("square", ERF_SMALL)}) + x;
}`;

/** erf |x|, beyond 0.85 as 1 − exp(ln erfc |x|); from 3.95 on it rounds to 1. */
export const erf = define("erf_f32")`(x: f32) -> f32 {
  if (${isNan}(x)) { return x; }
  let magnitude = min(abs(x), 3.95f);
  if (magnitude < 0.85f) { return ${erfOfSmall}(x); }
  return ${withSignOf}(1f - ${exp}(${polynomial("magnitude", LOG_ERFC)}), x);
}`;

/**
 * x·erfc(x)·exp(x²) in (x − 3/2)/(x + 3/2), ½ ≤ x ≤ 10.1, after Shepherd and Laframboise, "Chebyshev approximation of
 * (1 + 2x)exp(x²)erfc x", Math. Comp. 36 (1981). Minimax (Remez), relative error 2⁻²⁶·⁵.
 */
const ERFC_SCALED = [
  0.48237812519073486, 0.228453129529953, -0.21611419320106506, 0.06169437989592552, 0.019827093929052353,
  -0.008782150223851204, -0.005168200936168432, 0.00045124368625693023, 0.0014849633444100618, 0.00039758984348736703,
  -0.0004334043769631535,
];

/** erfc x: 1 − erf x below ½, the scaled form times exp(−x²) above, 2 − erfc(−x) for negative x. */
export const erfc = define("erfc_f32")`(x: f32) -> f32 {
  if (${isNan}(x)) { return x; }
  let magnitude = min(abs(x), 10.1f);
  if (magnitude < 0.5f) { return 1f - ${erfOfSmall}(x); }
  let quotient = (magnitude - 1.5f) / (magnitude + 1.5f);
  let scaled = ${polynomial("quotient", ERFC_SCALED)};
  // x² = h² + (x − h)(x + h), h the upper half of x: a rounded x² would cost exp(−x²) as many units as x² is large.
  let high = bitcast<f32>(bitcast<u32>(magnitude) & 0xfffff000u);
  let rest = (high - magnitude) * (high + magnitude);
  let reduced = ${reduceByLn2}(-high * high);
  let gauss = ${scale}((1f + ${expm1OfSmall}(reduced.x)) * ${exp}(rest), i32(reduced.y));
  let tail = scaled * gauss / magnitude;
  return select(tail, 2f - tail, x < 0f);
}`;

/**
 * Giles, "Approximating the erfinv function" (GPU Computing Gems, 2010), the single-precision polynomials in w − 5/2 and
 * √w − 3; those that XLA uses too, so that normal random numbers come out the same up to rounding.
 */
const ERF_INV_CENTRAL = [
  1.50140941, 0.246640727, -0.00417768164, -0.00125372503, 0.00021858087, -4.39150654e-6, -3.5233877e-6, 3.43273939e-7,
  2.81022636e-8,
];
const ERF_INV_TAIL = [
  2.83297682, 1.00167406, 0.00943887047, -0.0076224613, 0.00573950773, -0.00367342844, 0.00134934322, 0.000100950558,
  -0.000200214257,
];

/** The inverse of erf, with w = −ln(1 − x²). */
export const erfInv = define("erf_inv_f32")`(x: f32) -> f32 {
  if (${isNan}(x) || abs(x) > 1f) { return ${nan}; }
  if (abs(x) == 1f) { return ${withSignOf}(${infinity}, x); }
  let w = -${log1p}(-x * x);
  if (w < 5f) {
    let t = w - 2.5f;
    return (${polynomial("t", ERF_INV_CENTRAL)}) * x;
  }
  let t = sqrt(w) - 3f;
  return (${polynomial("t", ERF_INV_TAIL)}) * x;
}`;
