import { define } from "../code.js";
import { f32 } from "../literal.js";
import { isNan, withSignOf } from "./classification.js";
import { polynomial } from "./polynomial.js";

const LOG2_E = f32(Math.LOG2E);
/** ln 2 in two parts; the first has 9 bits, so that its products with integers below 2¹⁵ are exact. */
export const LN2_HIGH = f32(0.693359375);
export const LN2_LOW = f32(Math.LN2 - 0.693359375);

/** (eʳ − 1 − r) / r² for |r| ≤ ln(2)/2. Minimax (Remez) for the relative error of eʳ − 1: 2⁻²⁶·⁰. */
const EXPM1_TAIL = [0.5, 0.16666534543037415, 0.041666608303785324, 0.008367658592760563, 0.0013919295743107796];

/** eʳ − 1 for |r| ≤ ln(2)/2. */
export const expm1OfSmall = define("expm1_of_small")`(r: f32) -> f32 {
  return r * r * (${polynomial("r", EXPM1_TAIL)}) + r;
}`;

/** 2ⁿ for −126 ≤ n ≤ 127. */
const powerOfTwo = define("power_of_two")`(n: i32) -> f32 {
  return bitcast<f32>((n + 127) << 23u);
}`;

/** p·2ⁿ for every n, in two steps: 2ⁿ alone may lie beyond the range of float32 where the product does not. */
export const scale = define("scale_f32")`(p: f32, n: i32) -> f32 {
  let half = n >> 1u;
  return p * ${powerOfTwo}(half) * ${powerOfTwo}(n - half);
}`;

/** x = n·ln 2 + r with an integer n and |r| ≤ ln(2)/2: r and n. */
export const reduceByLn2 = define("reduce_by_ln2")`(x: f32) -> vec2f {
  let n = round(x * ${LOG2_E});
  return vec2f((x - n * ${LN2_HIGH}) - n * ${LN2_LOW}, n);
}`;

/** eˣ. Beyond the bounds it is 0 and infinite all the same. */
export const exp = define("exp_f32")`(x: f32) -> f32 {
  if (${isNan}(x)) { return x; }
  let reduced = ${reduceByLn2}(clamp(x, -104f, 89f));
  return ${scale}(1f + ${expm1OfSmall}(reduced.x), i32(reduced.y));
}`;

/** 2ˣ = 2ⁿ·e^((x − n)·ln 2). */
export const exp2 = define("exp2_f32")`(x: f32) -> f32 {
  if (${isNan}(x)) { return x; }
  let bounded = clamp(x, -151f, 128f);
  let n = round(bounded);
  return ${scale}(1f + ${expm1OfSmall}((bounded - n) * ${f32(Math.LN2)}), i32(n));
}`;

/** eˣ − 1 = 2·((eʳ − 1)·2ⁿ⁻¹ + (2ⁿ⁻¹ − ½)), which halves to stay finite for n = 128. */
export const expm1 = define("expm1_f32")`(x: f32) -> f32 {
  // Below 2⁻²⁴ the result is x itself, its zeros' signs and the last bits of subnormal numbers included.
  if (${isNan}(x) || (bitcast<u32>(x) & 0x7fffffffu) < 0x33800000u) { return x; }
  let reduced = ${reduceByLn2}(clamp(x, -18f, 89f));
  let half = ${powerOfTwo}(i32(reduced.y) - 1);
  return 2f * (${expm1OfSmall}(reduced.x) * half + (half - 0.5f));
}`;

/** 1 / (1 + e⁻ˣ) = n / (1 + e^(−|x|)), n = 1 for positive x and e^(−|x|) for negative. */
export const logistic = define("logistic_f32")`(x: f32) -> f32 {
  let e = ${exp}(-abs(x));
  return select(1f, e, bitcast<i32>(x) < 0) / (1f + e);
}`;

/** tanh |x| = −t / (t + 2) with t = e^(−2|x|) − 1. Beyond 10 it is 1. */
export const tanh = define("tanh_f32")`(x: f32) -> f32 {
  if (${isNan}(x)) { return x; }
  let t = ${expm1}(-2f * min(abs(x), 10f));
  return ${withSignOf}(t / (t + 2f), x);
}`;

/** e^|x|/2, which is finite for as long as sinh x and cosh x are. */
const halfExp = define("half_exp_f32")`(magnitude: f32) -> f32 {
  let reduced = ${reduceByLn2}(min(magnitude, 90f));
  return ${scale}(1f + ${expm1OfSmall}(reduced.x), i32(reduced.y) - 1);
}`;

/** (e^|x| + e^(−|x|)) / 2 */
export const cosh = define("cosh_f32")`(x: f32) -> f32 {
  if (${isNan}(x)) { return x; }
  let half = ${halfExp}(abs(x));
  return half + 0.25f / half;
}`;

/** (sinh x − x) / x³ in x², |x| ≤ 1. Minimax (Remez), relative error 2⁻³¹·⁶. */
const SINH_TAIL = [0.1666666716337204, 0.00833331048488617, 0.00019842895762560732, 2.7822131869469468e-6];

/** (e^|x| − e^(−|x|)) / 2, or a polynomial where the difference would cancel. */
export const sinh = define("sinh_f32")`(x: f32) -> f32 {
  if (${isNan}(x)) { return x; }
  let magnitude = abs(x);
  let square = x * x;
  let half = ${halfExp}(magnitude);
  let small = square * magnitude * (${polynomial("square", SINH_TAIL)}) + magnitude;
  return ${withSignOf}(select(half - 0.25f / half, small, magnitude < 1f), x);
}`;
