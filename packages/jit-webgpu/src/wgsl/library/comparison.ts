import { define } from "../code.js";
import { isNan } from "./classification.js";

export const eq = define("eq_f32")`(x: f32, y: f32) -> bool {
  return x == y && !${isNan}(x) && !${isNan}(y);
}`;

export const lt = define("lt_f32")`(x: f32, y: f32) -> bool {
  return x < y && !${isNan}(x) && !${isNan}(y);
}`;

export const le = define("le_f32")`(x: f32, y: f32) -> bool {
  return x <= y && !${isNan}(x) && !${isNan}(y);
}`;

/** An integer that orders floats as their values do, with −0 before 0. */
export const orderOf = define("order_of")`(x: f32) -> i32 {
  let bits = bitcast<i32>(x);
  return bits ^ ((bits >> 31u) & 0x7fffffff);
}`;

/** NaN wins; 0 is greater than −0. */
export const max = define("max_f32")`(x: f32, y: f32) -> f32 {
  let greater = select(y, x, ${orderOf}(x) > ${orderOf}(y));
  return select(select(greater, y, ${isNan}(y)), x, ${isNan}(x));
}`;

/** NaN wins; −0 is less than 0. */
export const min = define("min_f32")`(x: f32, y: f32) -> f32 {
  let less = select(y, x, ${orderOf}(x) < ${orderOf}(y));
  return select(select(less, y, ${isNan}(y)), x, ${isNan}(x));
}`;

/** −1, 0 or 1; a zero keeps its sign, NaN stays. */
export const sign = define("sign_f32")`(x: f32) -> f32 {
  let magnitude = bitcast<u32>(x) & 0x7fffffffu;
  if (magnitude == 0u || magnitude > 0x7f800000u) { return x; }
  return bitcast<f32>((bitcast<u32>(x) & 0x80000000u) | 0x3f800000u);
}`;
