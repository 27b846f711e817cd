import { f64x2, v128 } from "../../assembler/index.js";
import type { F64Lanes, Vector } from "../lanes.js";

/** (atan t − t) / t³ in t², 0 ≤ t ≤ tan(π/8). Interpolated at Chebyshev's nodes, relative error 2⁻⁵⁷. */
const ATAN_TAIL = [
  -0.3333333333333333, 0.19999999999995516, -0.14285714284665682, 0.11111111015187018, -0.0909090457530649,
  0.07692183125376892, -0.06664510525508936, 0.05858140904866328, -0.050854078345894844, 0.03923044778479309,
  -0.019175404711104935,
];

/** (asin t − t) / t³ in t², 0 ≤ t ≤ ½. Interpolated at Chebyshev's nodes, relative error 2⁻⁵⁷. */
const ASIN_TAIL = [
  0.16666666666666669, 0.07499999999998425, 0.04464285714637338, 0.030381944137085216, 0.022372173002005596,
  0.017352391265909227, 0.013971235301124539, 0.011478952690257387, 0.010324318288744113, 0.00545087818772055,
  0.017419357964884856, -0.014881409392818066, 0.02877844261259304,
];

const HALF_PI = Math.PI / 2;
/** π/2 − `HALF_PI` */
const HALF_PI_LOW = 6.123233995736766e-17;
const TAN_PI_8 = Math.SQRT2 - 1;

/** t + (t³·p(t²) + low) */
function oddPolynomial(m: F64Lanes, t: Vector, tail: readonly number[], low: Vector = m.k(0)): Vector {
  const square = m.let(f64x2.mul(t, t));
  return f64x2.add(t, m.madd(f64x2.mul(square, t), m.polynomial(square, tail), low));
}

/** atan(smaller/greater) for 0 ≤ smaller ≤ greater; beyond tan(π/8) it is π/4 + atan((smaller − greater)/(smaller + greater)). */
function atanOfQuotient(m: F64Lanes, smaller: Vector, greater: Vector): Vector {
  // Halved, so that the sum stays finite.
  const [s, g] = [m.let(f64x2.mul(smaller, m.k(0.5))), m.let(f64x2.mul(greater, m.k(0.5)))];
  const quotient = m.let(f64x2.div(smaller, greater));
  const steep = m.let(f64x2.gt(quotient, m.k(TAN_PI_8)));
  const t = m.let(m.where(steep, f64x2.div(f64x2.sub(s, g), f64x2.add(s, g)), quotient));
  const angle = oddPolynomial(m, t, ATAN_TAIL, v128.and(steep, m.k(HALF_PI_LOW / 2)));
  return f64x2.add(angle, v128.and(steep, m.k(HALF_PI / 2)));
}

/** π/2 − angle */
function complement(m: F64Lanes, angle: Vector): Vector {
  return f64x2.add(m.k(HALF_PI), f64x2.sub(m.k(HALF_PI_LOW), angle));
}

/** The magnitude `positive` with the sign of x. */
function withSignOf(m: F64Lanes, positive: Vector, x: Vector): Vector {
  return v128.or(positive, m.sign(x));
}

export function atan(m: F64Lanes, x: Vector): Vector {
  return atan2(m, x, m.let(m.k(1)));
}

/** The angle of the point (x, y), by the quotient of the smaller coordinate by the greater. */
export function atan2(m: F64Lanes, y: Vector, x: Vector): Vector {
  const absX = m.let(f64x2.abs(x));
  const absY = m.let(f64x2.abs(y));
  const steep = m.let(f64x2.gt(absY, absX));
  const greater = m.let(m.where(steep, absY, absX));
  const smaller = m.let(m.where(steep, absX, absY));
  // Equal coordinates, infinite ones too, have the quotient 1, but two zeros 0; NaN in either makes it NaN.
  const equal = m.let(f64x2.eq(smaller, greater));
  const one = m.k(1);
  const numerator = m.let(m.where(equal, v128.and(f64x2.gt(greater, m.k(0)), one), smaller));
  const toAxis = m.let(atanOfQuotient(m, numerator, m.let(m.where(equal, one, greater))));
  const inQuadrant = m.let(m.where(steep, complement(m, toAxis), toAxis));
  // The sign bit of x, not a comparison: atan2(0, −0) is π.
  const left = m.let(m.shrS(x, 63));
  const reflected = f64x2.add(m.k(Math.PI), f64x2.sub(m.k(2 * HALF_PI_LOW), inQuadrant));
  return withSignOf(m, m.where(left, reflected, inQuadrant), y);
}

/** With t = √((1 − |x|)/2) beyond ½ and |x| below: asin |x| = π/2 − 2·asin t or asin t. */
function asinParts(m: F64Lanes, x: Vector) {
  const magnitude = m.let(f64x2.abs(x));
  const large = m.let(f64x2.gt(magnitude, m.k(0.5)));
  const half = f64x2.mul(f64x2.sub(m.k(1), magnitude), m.k(0.5));
  const t = m.let(m.where(large, f64x2.sqrt(half), magnitude));
  return { large, angle: m.let(oddPolynomial(m, t, ASIN_TAIL)) };
}

export function asin(m: F64Lanes, x: Vector): Vector {
  const { large, angle } = asinParts(m, x);
  return withSignOf(m, m.where(large, complement(m, m.let(f64x2.add(angle, angle))), angle), x);
}

/** acos x = π/2 − asin x near 0, 2·asin t near 1, π − 2·asin t near −1. */
export function acos(m: F64Lanes, x: Vector): Vector {
  const { large, angle } = asinParts(m, x);
  const doubled = m.let(f64x2.add(angle, angle));
  const negative = m.let(m.shrS(x, 63));
  const reflected = f64x2.add(m.k(Math.PI), f64x2.sub(m.k(2 * HALF_PI_LOW), doubled));
  const nearOnes = m.where(negative, reflected, doubled);
  return m.where(large, nearOnes, complement(m, m.let(withSignOf(m, angle, x))));
}
