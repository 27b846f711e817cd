import { define, type WgslFunction } from "../code.js";
import { f32, infinity, nan } from "../literal.js";
import { isNan, withSignOf } from "./classification.js";
import { expm1OfSmall, scale } from "./exponential.js";
import { polynomial } from "./polynomial.js";

/** log₂((1 + s)/(1 − s)) / s in s², for the s of √½ … √2. Minimax (Remez), relative error 2⁻³⁷·⁸. */
const [LOG2_FIRST, ...LOG2_REST] = [
  2.8853900817902027, 0.9617966731828006, 0.5770836173314322, 0.4116706690650091, 0.3407698573531557,
] as const;
/** The first coefficient in two parts, of which the first has 12 bits. */
const FIRST_HIGH = Math.floor(LOG2_FIRST * 2 ** 10) / 2 ** 10;

/** The upper 12 bits of a mantissa: products of two such numbers are exact. */
const upper = define("upper_half")`(x: f32) -> f32 {
  return bitcast<f32>(bitcast<u32>(x) & 0xfffff000u);
}`;

/**
 * log₂ of a positive number as the sum of two floats of which the first has 12 bits, good to 2⁻³¹: what the 150 binades
 * of a power ask for. The quotient s = (m − 1)/(m + 1) of the mantissa m is carried in two parts, as in W. J. Cody and
 * W. Waite, "Software Manual for the Elementary Functions" (1980), chapter 7.
 */
const log2InParts = define("log2_in_parts")`(magnitude: f32) -> vec2f {
  let subnormal = bitcast<u32>(magnitude) < 0x00800000u;
  let bits = bitcast<i32>(select(magnitude, f32(bitcast<u32>(magnitude)), subnormal));
  let e = (bits - 0x3f3504f3) >> 23u;
  let exponent = f32(select(e, e - 149, subnormal));
  let f = bitcast<f32>(bits - (e << 23u)) - 1f;
  let d = 2f + f;
  let s = f / d;
  let s_high = ${upper}(s);
  let d_high = ${upper}(d);
  let d_low = f - (d_high - 2f);
  let s_low = ((f - s_high * d_high) - s_high * d_low) / d;
  let square = s * s;
  let tail = s * square * (${polynomial("square", LOG2_REST)});
  let leading = s_high * ${f32(FIRST_HIGH)};
  let rest = s_high * ${f32(LOG2_FIRST - FIRST_HIGH)} + (s_low * ${f32(LOG2_FIRST)} + tail);
  let high = ${upper}(exponent + (leading + rest));
  return vec2f(high, rest - ((high - exponent) - leading));
}`;

/** |x|ʸ = 2^(y·log₂ |x|) for finite operands, x other than 0 and 1. */
const powerOfMagnitude = define("power_of_magnitude")`(magnitude: f32, y: f32) -> f32 {
  let log = ${log2InParts}(magnitude);
  let y_high = ${upper}(y);
  let leading = y_high * log.x;
  let rest = (y - y_high) * log.x + y * log.y;
  let total = leading + rest;
  if (total >= 129f) { return ${infinity}; }
  if (total <= -151f) { return 0f; }
  let n = round(total);
  return ${scale}(1f + ${expm1OfSmall}(((leading - n) + rest) * ${f32(Math.LN2)}), i32(n));
}`;

/** xʸ, with the special cases of C's and IEEE 754's pow. */
export const pow = define("pow_f32")`(x: f32, y: f32) -> f32 {
  let magnitude = abs(x);
  if ((y == 0f && !${isNan}(y)) || (x == 1f && !${isNan}(x))) { return 1f; }
  if (${isNan}(x) || ${isNan}(y)) { return ${nan}; }
  let size = bitcast<u32>(magnitude);
  let infinite_power = (bitcast<u32>(y) & 0x7fffffffu) == 0x7f800000u;
  let integer = abs(y) >= 8388608f || y == trunc(y);
  // From 2²⁴ on all floats are even.
  let odd = integer && abs(y) < 16777216f && (i32(y) & 1) == 1;
  if (x < 0f && !integer && size != 0x7f800000u) { return ${nan}; }
  var power: f32;
  if (size == 0x3f800000u) {
    power = 1f;
  } else if (size == 0u || size == 0x7f800000u || infinite_power) {
    let grows = (size > 0x3f800000u) == (bitcast<i32>(y) >= 0);
    power = select(0f, ${infinity}, grows);
  } else {
    power = ${powerOfMagnitude}(magnitude, y);
  }
  return select(power, ${withSignOf}(power, x), odd);
}`;

/** xⁿ for an integer n; whether n is odd is read from its bits, of which a float may lose the last. */
export const powOfInteger = define("pow_f32_of_i32")`(x: f32, n: i32) -> f32 {
  let power = ${pow}(abs(x), f32(n));
  return select(power, ${withSignOf}(power, x), (n & 1) == 1);
}`;

/** The same for an n without a sign. */
export const powOfUnsigned = define("pow_f32_of_u32")`(x: f32, n: u32) -> f32 {
  let power = ${pow}(abs(x), f32(n));
  return select(power, ${withSignOf}(power, x), (n & 1u) == 1u);
}`;

/** xⁿ for a given n by repeated squaring, and the reciprocal for n < 0, as XLA expands it. */
export function integerPow(n: number, type: "f32" | "i32" | "u32"): WgslFunction {
  const factors: string[] = [];
  const squares: string[] = [];
  let base = "x";
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) factors.push(base);
    if (rest < 2) break;
    const square = `x${2 ** (squares.length + 1)}`;
    squares.push(`  let ${square} = ${base} * ${base};\n`);
    base = square;
  }
  const product = factors.length === 0 ? `${type}(1)` : factors.join(" * ");
  const result = n < 0 ? `${type}(1) / (${product})` : product;
  return define(`pow_${n < 0 ? "minus_" : ""}${Math.abs(n)}_${type}`)`(x: ${type}) -> ${type} {
${squares.join("")}  return ${result};
}`;
}
