import { f32x4, v128 } from "../../assembler/index.js";
import type { F32Lanes, Vector } from "../lanes.js";

/** (atan t − t) / t³ in t², 0 ≤ t ≤ 1. Minimax (Remez), relative error 2⁻²⁵·⁸. */
const ATAN_TAIL = [
  -0.33333152532577515, 0.19993767142295837, -0.14211001992225647, 0.10665769129991531, -0.07551660388708115,
  0.04320473223924637, -0.016363192349672318, 0.002919422695413232,
];

/** (asin t − t) / t³ in t², 0 ≤ t ≤ ½. Minimax (Remez), relative error 2⁻²⁷·⁶. */
const ASIN_TAIL = [
  0.16666752099990845, 0.074953094124794, 0.04546915367245674, 0.02418474107980728, 0.042158398777246475,
];

/** t + t³·p(t²) */
function oddPolynomial(m: F32Lanes, t: Vector, tail: readonly number[]): Vector {
  const square = m.let(f32x4.mul(t, t));
  return m.madd(f32x4.mul(square, t), m.polynomial(square, tail), t);
}

/** The magnitude `positive` with the sign of x. */
function withSignOf(m: F32Lanes, positive: Vector, x: Vector): Vector {
  return v128.or(positive, m.sign(x));
}

/** atan x; beyond 1 it is π/2 − atan(1/x). */
export function atan(m: F32Lanes, x: Vector): Vector {
  const magnitude = m.let(f32x4.abs(x));
  const steep = m.let(f32x4.gt(magnitude, m.k(1)));
  const t = m.let(m.where(steep, f32x4.div(m.k(-1), magnitude), magnitude));
  const angle = oddPolynomial(m, t, ATAN_TAIL);
  return withSignOf(m, f32x4.add(angle, v128.and(steep, m.k(Math.PI / 2))), x);
}

/** The angle of the point (x, y), by the quotient of the smaller coordinate by the greater. */
export function atan2(m: F32Lanes, y: Vector, x: Vector): Vector {
  const absX = m.let(f32x4.abs(x));
  const absY = m.let(f32x4.abs(y));
  const steep = m.let(f32x4.gt(absY, absX));
  const greater = m.let(m.where(steep, absY, absX));
  const smaller = m.let(m.where(steep, absX, absY));
  // Equal coordinates, infinite ones too, have the quotient 1, but two zeros 0; NaN in either makes it NaN.
  const quotient = m.where(f32x4.eq(smaller, greater), m.k(1), f32x4.div(smaller, greater));
  const t = m.let(m.where(f32x4.eq(greater, m.k(0)), smaller, quotient));
  const toAxis = m.let(oddPolynomial(m, t, ATAN_TAIL));
  const inQuadrant = m.let(m.where(steep, f32x4.sub(m.k(Math.PI / 2), toAxis), toAxis));
  // The sign bit of x, not a comparison: atan2(0, −0) is π.
  const left = m.shrS(x, 31);
  return withSignOf(m, m.where(left, f32x4.sub(m.k(Math.PI), inQuadrant), inQuadrant), y);
}

/** With t = √((1 − |x|)/2) beyond ½ and |x| below: asin |x| = π/2 − 2·asin t or asin t. */
function asinParts(m: F32Lanes, x: Vector) {
  const magnitude = m.let(f32x4.abs(x));
  const large = m.let(f32x4.gt(magnitude, m.k(0.5)));
  const half = f32x4.mul(f32x4.sub(m.k(1), magnitude), m.k(0.5));
  const t = m.let(m.where(large, f32x4.sqrt(half), magnitude));
  return { large, angle: m.let(oddPolynomial(m, t, ASIN_TAIL)) };
}

export function asin(m: F32Lanes, x: Vector): Vector {
  const { large, angle } = asinParts(m, x);
  return withSignOf(m, m.where(large, m.nmadd(m.k(2), angle, m.k(Math.PI / 2)), angle), x);
}

/** acos x = π/2 − asin x near 0, 2·asin t near 1, π − 2·asin t near −1. */
export function acos(m: F32Lanes, x: Vector): Vector {
  const { large, angle } = asinParts(m, x);
  const doubled = m.let(f32x4.add(angle, angle));
  const negative = m.shrS(x, 31);
  const nearOnes = m.where(negative, f32x4.sub(m.k(Math.PI), doubled), doubled);
  return m.where(large, nearOnes, f32x4.sub(m.k(Math.PI / 2), withSignOf(m, angle, x)));
}
