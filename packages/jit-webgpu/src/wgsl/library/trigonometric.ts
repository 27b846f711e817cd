import { define } from "../code.js";
import { f32, nan } from "../literal.js";
import { isFinite } from "./classification.js";
import { polynomial } from "./polynomial.js";

/** π/2 in three parts. The first two have at most 17 bits, so that their products with integers below 2⁷ are exact. */
const HALF_PI_1 = f32(1.5707855224609375);
const HALF_PI_2 = f32(1.0804273188114166e-5);
const HALF_PI_3 = f32(6.077100506506193e-11);

/** (sin r − r) / r³ and (cos r − 1 + r²/2) / r⁴ in r², |r| ≤ π/4. Minimax (Remez), relative errors 2⁻²⁸·⁰ and 2⁻³³·⁰. */
const SIN_TAIL = [-0.16666655242443085, 0.008332190103828907, -0.00019518405315466225];
const COS_TAIL = [0.04166664555668831, -0.0013887309469282627, 2.4432327336398885e-5];

/** The high and the low word of a product. */
const mulWide = define("mul_wide")`(a: u32, b: u32) -> vec2u {
  let low = (a & 0xffffu) * (b & 0xffffu);
  let middle = (a >> 16u) * (b & 0xffffu) + (low >> 16u);
  let other = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return vec2u((a >> 16u) * (b >> 16u) + (middle >> 16u) + (other >> 16u), a * b);
}`;

/**
 * What |x| leaves of quarter turns, for a large x, after Payne and Hanek, "Radian reduction for trigonometric functions"
 * (SIGNUM, 1983): of the product of x and the bits of 1/(2π), only those are computed that count less than a turn. The
 * remainder r with |r| ≤ π/4, and the number of quarter turns modulo 4.
 */
const reduceLarge = define("reduce_large")`(magnitude: f32) -> vec2f {
  var inverse = array<u32, 7>(0u, 0x28be60dbu, 0x9391054au, 0x7f09d5f4u, 0x7d4d3770u, 0x36d8a566u, 0x4f10e410u);
  let bits = bitcast<u32>(magnitude);
  let mantissa = (bits << 8u) | 0x80000000u;
  let exponent = (bits >> 23u) - 126u;
  let word = exponent >> 5u;
  let shift = exponent & 31u;
  var high = inverse[word];
  var middle = inverse[word + 1u];
  var low = inverse[word + 2u];
  if (shift > 0u) {
    high = (high << shift) | (middle >> (32u - shift));
    middle = (middle << shift) | (low >> (32u - shift));
    low = (low << shift) | (inverse[word + 3u] >> (32u - shift));
  }
  // The turns as a fraction, in units of 2⁻⁶⁴: the words "turns" and "fraction".
  let product = ${mulWide}(mantissa, middle);
  let lowest = ${mulWide}(mantissa, low).x;
  let fraction = product.y + lowest;
  let turns = mantissa * high + product.x + select(0u, 1u, fraction < lowest);
  // Rounded to quarters; what is left has a sign.
  let quarters = (turns + 0x20000000u) >> 30u;
  let rest = turns - (quarters << 30u);
  let negative = rest >= 0x80000000u;
  let rest_high = select(rest, ~rest + select(0u, 1u, fraction == 0u), negative);
  let rest_low = select(fraction, ~fraction + 1u, negative);
  // π/2 · 2⁻⁶²
  let r = (f32(rest_high) * 4294967296f + f32(rest_low)) * 3.40612158e-19f;
  return vec2f(select(r, -r, negative), f32(quarters));
}`;

/** |x| = n·π/2 + r with |r| ≤ π/4, after Cody and Waite where x is small: r, and n modulo 4. */
const reduceByHalfPi = define("reduce_by_half_pi")`(magnitude: f32) -> vec2f {
  // Less than 2⁷ quarter turns.
  if (magnitude > 200f) { return ${reduceLarge}(magnitude); }
  let n = round(magnitude * ${f32(2 / Math.PI)});
  return vec2f(((magnitude - n * ${HALF_PI_1}) - n * ${HALF_PI_2}) - n * ${HALF_PI_3}, n);
}`;

/** Sine and cosine of r, |r| ≤ π/4. */
const sinCos = define("sin_cos_of_small")`(r: f32) -> vec2f {
  let square = r * r;
  let sine = square * r * (${polynomial("square", SIN_TAIL)}) + r;
  let cosine = square * square * (${polynomial("square", COS_TAIL)}) + (1f - 0.5f * square);
  return vec2f(sine, cosine);
}`;

export const sin = define("sin_f32")`(x: f32) -> f32 {
  if (!${isFinite}(x)) { return ${nan}; }
  if (x == 0f) { return x; }
  let reduced = ${reduceByHalfPi}(abs(x));
  let n = u32(reduced.y);
  let both = ${sinCos}(reduced.x);
  let value = select(both.x, both.y, (n & 1u) == 1u);
  return select(value, -value, ((n & 2u) == 2u) != (x < 0f));
}`;

export const cos = define("cos_f32")`(x: f32) -> f32 {
  if (!${isFinite}(x)) { return ${nan}; }
  let reduced = ${reduceByHalfPi}(abs(x));
  let n = u32(reduced.y);
  let both = ${sinCos}(reduced.x);
  let value = select(both.y, both.x, (n & 1u) == 1u);
  return select(value, -value, ((n + 1u) & 2u) == 2u);
}`;

export const tan = define("tan_f32")`(x: f32) -> f32 {
  if (!${isFinite}(x)) { return ${nan}; }
  if (x == 0f) { return x; }
  let reduced = ${reduceByHalfPi}(abs(x));
  let both = ${sinCos}(reduced.x);
  let odd = (u32(reduced.y) & 1u) == 1u;
  let value = select(both.x / both.y, -both.y / both.x, odd);
  return select(value, -value, x < 0f);
}`;
