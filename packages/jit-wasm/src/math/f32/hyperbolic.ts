import { f32x4, i32x4, v128 } from "../../assembler/index.js";
import type { F32Lanes, Vector } from "../lanes.js";
import { clamp, expm1Polynomial, powerOfTwo, reduceByLn2, scale } from "./exponential.js";

/** (sinh x − x) / x³ in x², |x| ≤ 1. Minimax (Remez), relative error 2⁻³¹·⁶. */
const SINH_TAIL = [0.1666666716337204, 0.00833331048488617, 0.00019842895562760532, 2.7822131869469468e-6];

/** tanh |x| = −t / (t + 2) with t = e^(−2|x|) − 1. Beyond 10 it is 1. */
export function tanh(m: F32Lanes, x: Vector): Vector {
  const { rounded, r } = reduceByLn2(m, m.let(f32x4.mul(f32x4.pmin(f32x4.abs(x), m.k(10)), m.k(-2))));
  const power = m.let(powerOfTwo(m, rounded));
  const t = m.let(m.madd(expm1Polynomial(m, r), power, f32x4.sub(power, m.k(1))));
  const magnitude = f32x4.div(t, f32x4.add(t, m.k(2)));
  return v128.or(f32x4.abs(magnitude), m.sign(x));
}

/** 1 / (1 + e⁻ˣ) = n / (1 + e^(−|x|)), n = 1 for positive x and e^(−|x|) for negative. */
export function logistic(m: F32Lanes, x: Vector): Vector {
  const { rounded, r } = reduceByLn2(m, m.let(f32x4.neg(f32x4.pmin(f32x4.abs(x), m.k(104)))));
  const e = m.let(scale(m, f32x4.add(expm1Polynomial(m, r), m.k(1)), rounded));
  return f32x4.div(m.where(m.shrS(x, 31), e, m.k(1)), f32x4.add(e, m.k(1)));
}

/** e^|x|/2, which is finite for as long as sinh x and cosh x are. */
function halfExp(m: F32Lanes, magnitude: Vector): Vector {
  const { rounded, r } = reduceByLn2(m, m.let(clamp(m, magnitude, 0, 90)));
  return scale(m, f32x4.add(expm1Polynomial(m, r), m.k(1)), m.let(i32x4.sub(rounded, m.bits(1))));
}

/** (e^|x| + e^(−|x|)) / 2 */
export function cosh(m: F32Lanes, x: Vector): Vector {
  const half = m.let(halfExp(m, m.let(f32x4.abs(x))));
  return f32x4.add(half, f32x4.div(m.k(0.25), half));
}

/** (e^|x| − e^(−|x|)) / 2, or a polynomial where the difference would cancel. */
export function sinh(m: F32Lanes, x: Vector): Vector {
  const magnitude = m.let(f32x4.abs(x));
  const half = m.let(halfExp(m, magnitude));
  const square = m.let(f32x4.mul(x, x));
  const small = m.madd(f32x4.mul(square, magnitude), m.polynomial(square, SINH_TAIL), magnitude);
  const large = f32x4.sub(half, f32x4.div(m.k(0.25), half));
  return v128.or(m.where(f32x4.lt(magnitude, m.k(1)), small, large), m.sign(x));
}
