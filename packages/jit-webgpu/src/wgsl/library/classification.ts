import { define } from "../code.js";

// Shader compilers may assume that there is no NaN and no infinity, and that 0 is −0. They cannot about bits.

export const isNan = define("is_nan")`(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}`;

export const isFinite = define("is_finite")`(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}`;

/** Whether x is greater than 0 and finite: where most formulas hold. */
export const isOrdinary = define("is_positive_finite")`(x: f32) -> bool {
  return bitcast<u32>(x) - 1u < 0x7f7fffffu;
}`;

/** The magnitude with the sign of x. */
export const withSignOf = define("with_sign_of")`(magnitude: f32, x: f32) -> f32 {
  return bitcast<f32>((bitcast<u32>(magnitude) & 0x7fffffffu) | (bitcast<u32>(x) & 0x80000000u));
}`;
