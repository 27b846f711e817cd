import { define } from "../code.js";
import { nan } from "../literal.js";
import { isOrdinary, withSignOf } from "./classification.js";

/** √x; zeros, ∞ and NaN are their own roots. */
export const sqrt = define("sqrt_f32")`(x: f32) -> f32 {
  if (${isOrdinary}(x)) { return sqrt(x); }
  let bits = bitcast<u32>(x);
  return select(x, ${nan}, bits > 0x80000000u);
}`;

/** 1/√x */
export const rsqrt = define("rsqrt_f32")`(x: f32) -> f32 {
  return 1f / ${sqrt}(x);
}`;

/** ∛|x| by two steps of Halley's iteration t ← t − t·(t³ − x)/(2t³ + x), which cubes the error. */
export const cbrt = define("cbrt_f32")`(x: f32) -> f32 {
  let magnitude = abs(x);
  if (!${isOrdinary}(magnitude)) { return x; }
  // Away from both ends of the range, where x would be subnormal and 3x infinite.
  let small = magnitude < 1f;
  let a = magnitude * select(5.9604645e-8f, 16777216f, small);
  // A third of the bits and this are the cube root within 4 %.
  var t = bitcast<f32>(bitcast<u32>(a) / 3u + 0x2a512ce3u);
  for (var step = 0; step < 2; step++) {
    let cube = t * t * t;
    t -= t * ((cube - a) / (cube + cube + a));
  }
  return ${withSignOf}(t * select(256f, 0.00390625f, small), x);
}`;
