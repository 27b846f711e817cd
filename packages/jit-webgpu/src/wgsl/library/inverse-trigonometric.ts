import { define } from "../code.js";
import { f32, nan } from "../literal.js";
import { isNan, withSignOf } from "./classification.js";
import { polynomial } from "./polynomial.js";

const PI = f32(Math.PI);
const HALF_PI = f32(Math.PI / 2);

/** (atan t − t) / t³ in t², 0 ≤ t ≤ 1. Minimax (Remez), relative error 2⁻²⁵·⁸. */
const ATAN_TAIL = [
  -0.33333152532577515, 0.19993767142295837, -0.14211001992225647, 0.10665769129991531, -0.07551660388708115,
  0.04320473223924637, -0.016363192349672318, 0.002919422695413232,
];

/** (asin t − t) / t³ in t², 0 ≤ t ≤ ½. Minimax (Remez), relative error 2⁻²⁷·⁶. */
const ASIN_TAIL = [
  0.16666752099990845, 0.074953094124794, 0.04546915367245674, 0.02418474107980728, 0.042158398777246475,
];

const atanOfSmall = define("atan_of_small")`(t: f32) -> f32 {
  let square = t * t;
  return square * t * (${polynomial("square", ATAN_TAIL)}) + t;
}`;

const asinOfSmall = define("asin_of_small")`(t: f32) -> f32 {
  let square = t * t;
  return square * t * (${polynomial("square", ASIN_TAIL)}) + t;
}`;

/** atan x; beyond 1 it is π/2 − atan(1/x). */
export const atan = define("atan_f32")`(x: f32) -> f32 {
  if (${isNan}(x)) { return x; }
  let magnitude = abs(x);
  let steep = magnitude > 1f;
  let angle = ${atanOfSmall}(select(magnitude, -1f / magnitude, steep));
  return ${withSignOf}(select(angle, angle + ${HALF_PI}, steep), x);
}`;

/** The angle of the point (x, y), by the quotient of the smaller coordinate by the greater. */
export const atan2 = define("atan2_f32")`(y: f32, x: f32) -> f32 {
  if (${isNan}(x) || ${isNan}(y)) { return ${nan}; }
  let steep = abs(y) > abs(x);
  let greater = select(abs(x), abs(y), steep);
  let smaller = select(abs(y), abs(x), steep);
  // Equal coordinates, infinite ones too, have the quotient 1, but two zeros 0.
  let quotient = select(smaller / greater, 1f, smaller == greater);
  let to_axis = ${atanOfSmall}(select(quotient, 0f, greater == 0f));
  let in_quadrant = select(to_axis, ${HALF_PI} - to_axis, steep);
  // The sign bit of x, not a comparison: atan2(0, −0) is π.
  return ${withSignOf}(select(in_quadrant, ${PI} - in_quadrant, bitcast<i32>(x) < 0), y);
}`;

/** asin |x|, beyond ½ as π/2 − 2·asin √((1 − |x|)/2). */
export const asin = define("asin_f32")`(x: f32) -> f32 {
  let magnitude = abs(x);
  if (${isNan}(x) || magnitude > 1f) { return ${nan}; }
  if (magnitude <= 0.5f) { return ${withSignOf}(${asinOfSmall}(magnitude), x); }
  return ${withSignOf}(${HALF_PI} - 2f * ${asinOfSmall}(sqrt(0.5f * (1f - magnitude))), x);
}`;

/** acos x = π/2 − asin x near 0, 2·asin √((1 − |x|)/2) near 1, π less that near −1. */
export const acos = define("acos_f32")`(x: f32) -> f32 {
  let magnitude = abs(x);
  if (${isNan}(x) || magnitude > 1f) { return ${nan}; }
  if (magnitude <= 0.5f) { return ${HALF_PI} - ${withSignOf}(${asinOfSmall}(magnitude), x); }
  let angle = 2f * ${asinOfSmall}(sqrt(0.5f * (1f - magnitude)));
  return select(angle, ${PI} - angle, x < 0f);
}`;
