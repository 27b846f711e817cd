import { define, type WgslFunction, wgsl } from "../code.js";
import { infinity, nan } from "../literal.js";
import { isFinite, isNan, withSignOf } from "./classification.js";

/** Numbers from 2²³ on are integers; so are infinities and NaN as far as rounding goes. */
const smallest = "0x4b000000u";

function keepingLarge(name: string, rounded: string): WgslFunction {
  return define(name)`(x: f32) -> f32 {
  if ((bitcast<u32>(x) & 0x7fffffffu) >= ${smallest}) { return x; }
  return ${withSignOf}(${rounded}, x);
}`;
}

export const floor = keepingLarge("floor_f32", "floor(x)");
export const ceil = keepingLarge("ceil_f32", "ceil(x)");
/** Halves to the even neighbour. */
export const roundEven = keepingLarge("round_even_f32", "round(x)");
/** Halves away from zero. */
export const roundAway = keepingLarge("round_away_f32", "trunc(x) + select(0f, sign(x), abs(x - trunc(x)) >= 0.5f)");

/** Truncates towards zero and saturates; NaN becomes 0. */
export const toInt32 = define("i32_of_f32")`(x: f32) -> i32 {
  if (${isNan}(x)) { return 0i; }
  if (x >= 2147483648f) { return 2147483647i; }
  if (x <= -2147483648f) { return i32(-2147483648); }
  return i32(x);
}`;

export const toUint32 = define("u32_of_f32")`(x: f32) -> u32 {
  if (${isNan}(x) || x <= 0f) { return 0u; }
  if (x >= 4294967296f) { return 4294967295u; }
  return u32(x);
}`;

/** What x / y leaves, exactly, with the sign of x: long division of the mantissas. */
export const remainder = define("rem_f32")`(x: f32, y: f32) -> f32 {
  let a = bitcast<u32>(x) & 0x7fffffffu;
  let b = bitcast<u32>(y) & 0x7fffffffu;
  if (a >= 0x7f800000u || b > 0x7f800000u || b == 0u) { return ${nan}; }
  if (a < b) { return x; }
  let shift_a = max(0, i32(countLeadingZeros(a)) - 8);
  let shift_b = max(0, i32(countLeadingZeros(b)) - 8);
  var exponent = select(i32(a >> 23u), 1 - shift_a, a < 0x00800000u);
  let last = select(i32(b >> 23u), 1 - shift_b, b < 0x00800000u);
  var rest = select((a & 0x007fffffu) | 0x00800000u, a << u32(shift_a), a < 0x00800000u);
  let divisor = select((b & 0x007fffffu) | 0x00800000u, b << u32(shift_b), b < 0x00800000u);
  loop {
    if (rest >= divisor) { rest -= divisor; }
    if (exponent == last || rest == 0u) { break; }
    rest <<= 1u;
    exponent--;
  }
  let sign = bitcast<u32>(x) & 0x80000000u;
  if (rest == 0u) { return bitcast<f32>(sign); }
  let shift = i32(countLeadingZeros(rest)) - 8;
  rest <<= u32(shift);
  exponent -= shift;
  if (exponent <= 0) { return bitcast<f32>(sign | (rest >> u32(1 - exponent))); }
  return bitcast<f32>(sign | (u32(exponent) << 23u) | (rest & 0x007fffffu));
}`;

/** The float next to x in the direction of y. The bits of a magnitude count its place among the magnitudes. */
export const nextAfter = define("nextafter_f32")`(x: f32, y: f32) -> f32 {
  if (${isNan}(x) || ${isNan}(y)) { return ${nan}; }
  let bits = bitcast<u32>(x);
  let towards = bitcast<u32>(y);
  if (bits == towards || ((bits | towards) & 0x7fffffffu) == 0u) { return y; }
  if ((bits & 0x7fffffffu) == 0u) { return bitcast<f32>((towards & 0x80000000u) | 1u); }
  let away = (bits ^ towards) < 0x80000000u && (towards & 0x7fffffffu) > (bits & 0x7fffffffu);
  return bitcast<f32>(select(bits - 1u, bits + 1u, away));
}`;

/** The same among the halves, whose bits are those of a float16. */
export const nextAfterHalf = define("nextafter_f16")`(x: f32, y: f32) -> f32 {
  if (${isNan}(x) || ${isNan}(y)) { return ${nan}; }
  if (x == y) { return y; }
  let bits = pack2x16float(vec2f(x, 0f));
  if (x == 0f) { return select(-1f, 1f, y > 0f) * unpack2x16float(1u).x; }
  return unpack2x16float(select(bits - 1u, bits + 1u, (x < y) == (x > 0f))).x;
}`;

/**
 * Rounds to a float of fewer bits, as XLA defines it: the mantissa to nearest, ties to even; then what is too great
 * becomes infinite, and what would be subnormal zero.
 */
export function reducePrecision(exponentBits: number, mantissaBits: number): WgslFunction {
  const dropped = 23 - mantissaBits;
  const rounded =
    dropped <= 0
      ? wgsl`let rounded = bits;`
      : wgsl`let odd = (bits >> ${dropped}u) & 1u;
  let rounded = (bits + ${2 ** (dropped - 1) - 1}u + odd) & ${(0xffffffff - (2 ** dropped - 1)) >>> 0}u;`;
  const bias = 2 ** (exponentBits - 1) - 1;
  const bounded =
    exponentBits >= 8
      ? wgsl``
      : wgsl`
  let exponent = i32((rounded >> 23u) & 0xffu) - 127;
  if (exponent > ${bias}) { return ${withSignOf}(${infinity}, x); }
  if (exponent <= ${-bias}) { return ${withSignOf}(0f, x); }`;
  return define(`reduce_precision_e${exponentBits}m${mantissaBits}`)`(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  if (!${isFinite}(x) || (bits & 0x7fffffffu) == 0u) { return x; }
  ${rounded}${bounded}
  return bitcast<f32>(rounded);
}`;
}
