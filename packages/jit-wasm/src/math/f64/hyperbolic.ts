import { f64x2, v128 } from "../../assembler/index.js";
import type { F64Lanes, Vector } from "../lanes.js";
import { clamp, expm1Polynomial, powerOfTwo, reduceByLn2, scale } from "./exponential.js";

/** tanh |x| = −t / (t + 2) with t = e^(−2|x|) − 1. Beyond 20 it is 1. */
export function tanh(m: F64Lanes, x: Vector): Vector {
  const { rounded, r } = reduceByLn2(m, m.let(f64x2.mul(f64x2.pmin(f64x2.abs(x), m.k(20)), m.k(-2))));
  const power = m.let(powerOfTwo(m, rounded));
  const t = m.let(m.madd(expm1Polynomial(m, r), power, f64x2.sub(power, m.k(1))));
  return v128.or(f64x2.abs(f64x2.div(t, f64x2.add(t, m.k(2)))), m.sign(x));
}

/** 1 / (1 + e⁻ˣ) = n / (1 + e^(−|x|)), n = 1 for positive x and e^(−|x|) for negative. */
export function logistic(m: F64Lanes, x: Vector): Vector {
  const { n, r } = reduceByLn2(m, m.let(f64x2.neg(f64x2.pmin(f64x2.abs(x), m.k(746)))));
  const e = m.let(scale(m, f64x2.add(expm1Polynomial(m, r), m.k(1)), n));
  return f64x2.div(m.where(f64x2.lt(x, m.k(0)), e, m.k(1)), f64x2.add(e, m.k(1)));
}

/** e^|x|/2, which is finite for as long as sinh x and cosh x are. */
function halfExp(m: F64Lanes, magnitude: Vector): Vector {
  const { n, r } = reduceByLn2(m, m.let(clamp(m, magnitude, 0, 711)));
  return scale(m, f64x2.add(expm1Polynomial(m, r), m.k(1)), m.let(f64x2.sub(n, m.k(1))));
}

/** (e^|x| + e^(−|x|)) / 2 */
export function cosh(m: F64Lanes, x: Vector): Vector {
  const half = m.let(halfExp(m, m.let(f64x2.abs(x))));
  return f64x2.add(half, f64x2.div(m.k(0.25), half));
}

/** (t + t/(t + 1)) / 2 with t = e^|x| − 1 for small x, (e^|x| − e^(−|x|)) / 2 for others. */
export function sinh(m: F64Lanes, x: Vector): Vector {
  const magnitude = m.let(f64x2.abs(x));
  const half = m.let(halfExp(m, magnitude));
  const large = f64x2.sub(half, f64x2.div(m.k(0.25), half));
  const { rounded, r } = reduceByLn2(m, m.let(f64x2.pmin(magnitude, m.k(2))));
  const power = m.let(powerOfTwo(m, rounded));
  const t = m.let(m.madd(expm1Polynomial(m, r), power, f64x2.sub(power, m.k(1))));
  const small = f64x2.mul(m.k(0.5), f64x2.add(t, f64x2.div(t, f64x2.add(t, m.k(1)))));
  const bounded = m.where(f64x2.lt(magnitude, m.k(1)), small, large);
  // x is its own hyperbolic sine where half of it may be subnormal.
  const result = m.where(f64x2.lt(magnitude, m.k(2 ** -30)), magnitude, bounded);
  return v128.or(result, m.sign(x));
}
