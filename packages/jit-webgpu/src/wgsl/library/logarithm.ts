import { define } from "../code.js";
import { f32, nan, negativeInfinity } from "../literal.js";
import { isNan, isOrdinary, withSignOf } from "./classification.js";
import { exp, LN2_HIGH, LN2_LOW } from "./exponential.js";
import { polynomial } from "./polynomial.js";
import { sqrt } from "./roots.js";

/** The bits of √½: mantissas are taken from there to √2. */
const SQRT_HALF_BITS = "0x3f3504f3";

/** (ln(1 + f) − f + f²/2) / f³ for 1 + f in [√½, √2]. Minimax (Remez) for the relative error of ln(1 + f): 2⁻²⁷·³. */
const LOG_TAIL = [
  0.3333333134651184, -0.250008225440979, 0.20001260936260223, -0.16623333096504211, 0.142009437084198,
  -0.13159553706645966, 0.12767153978347778, -0.0764331966638565,
];

/** ln(1 + f) + e·ln 2 for √½ ≤ 1 + f ≤ √2. */
const logOfParts = define("log_of_parts")`(f: f32, e: f32) -> f32 {
  let square = f * f;
  let tail = f * square * (${polynomial("f", LOG_TAIL)});
  return e * ${LN2_HIGH} + (f + (tail + e * ${LN2_LOW} - 0.5f * square));
}`;

/** ln x. */
export const log = define("log_f32")`(x: f32) -> f32 {
  if (!${isOrdinary}(x)) {
    let bits = bitcast<u32>(x);
    if ((bits & 0x7fffffffu) == 0u) { return ${negativeInfinity}; }
    return select(x, ${nan}, bits > 0x80000000u);
  }
  // The bits of a subnormal number count it in units of 2⁻¹⁴⁹.
  let subnormal = bitcast<u32>(x) < 0x00800000u;
  let bits = bitcast<i32>(select(x, f32(bitcast<u32>(x)), subnormal));
  let e = (bits - ${SQRT_HALF_BITS}) >> 23u;
  let f = bitcast<f32>(bits - (e << 23u)) - 1f;
  return ${logOfParts}(f, f32(select(e, e - 149, subnormal)));
}`;

/** ln(1 + x). With s = 2⁻ᵉ near 1/(1 + x), (1 + x)·s − 1 = x·s + (s − 1) is rounded once. */
export const log1p = define("log1p_f32")`(x: f32) -> f32 {
  if (${isNan}(x) || x == 0f) { return x; }
  if (x <= -1f) { return select(${nan}, ${negativeInfinity}, x == -1f); }
  // From 2⁶⁴ on, ln x is the same.
  if (x > 18446744073709551616f) { return ${log}(x); }
  let e = (bitcast<i32>(1f + x) - ${SQRT_HALF_BITS}) >> 23u;
  let s = bitcast<f32>(0x3f800000 - (e << 23u));
  return ${logOfParts}(x * s + (s - 1f), f32(e));
}`;

/** asinh |x| = ln(1 + |x| + x²/(1 + √(1 + x²))), or ln 2|x| = ln(|x|/4) + ln 8 where x² could overflow. */
export const asinh = define("asinh_f32")`(x: f32) -> f32 {
  if (${isNan}(x)) { return x; }
  let magnitude = abs(x);
  if (magnitude > 1e18f) { return ${withSignOf}(${log}(magnitude * 0.25f) + ${f32(3 * Math.LN2)}, x); }
  let square = x * x;
  return ${withSignOf}(${log1p}(magnitude + square / (1f + sqrt(1f + square))), x);
}`;

/** acosh x = ln(1 + t + √t·√(t + 2)) with t = x − 1. */
export const acosh = define("acosh_f32")`(x: f32) -> f32 {
  if (${isNan}(x)) { return x; }
  if (x < 1f) { return ${nan}; }
  if (x > 1e18f) { return ${log}(x * 0.25f) + ${f32(3 * Math.LN2)}; }
  let t = x - 1f;
  return ${log1p}(t + ${sqrt}(t) * sqrt(t + 2f));
}`;

/** atanh |x| = ln(1 + 2|x|/(1 − |x|)) / 2 */
export const atanh = define("atanh_f32")`(x: f32) -> f32 {
  let magnitude = abs(x);
  if (${isNan}(x) || magnitude > 1f) { return ${nan}; }
  if (magnitude == 1f) { return ${withSignOf}(-${negativeInfinity}, x); }
  return ${withSignOf}(0.5f * ${log1p}(2f * magnitude / (1f - magnitude)), x);
}`;

/** ln(eˣ + eʸ), by the greater of both. */
export const logAddExp = define("logaddexp_f32")`(x: f32, y: f32) -> f32 {
  if (${isNan}(x) || ${isNan}(y)) { return ${nan}; }
  // Equal infinities would leave NaN as their difference.
  if (x == y) { return x + ${f32(Math.LN2)}; }
  return max(x, y) + ${log1p}(${exp}(-abs(x - y)));
}`;
