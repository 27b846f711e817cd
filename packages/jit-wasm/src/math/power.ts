import { v128 } from "../assembler/index.js";
import type { Lanes, Vector } from "./lanes.js";

/** xʸ from |x|ʸ: the sign of an odd power, NaN for a fractional one of a negative number, 1 for y = 0 and x = 1. */
export function signedPower(m: Lanes, x: Vector, y: Vector, ofMagnitude: Vector): Vector {
  const { float } = m;
  const half = m.let(float.mul(y, m.k(0.5)));
  const fractional = m.let(float.ne(y, float.trunc(y)));
  const odd = v128.andnot(float.ne(half, float.trunc(half)), fractional);
  const signed = v128.xor(ofMagnitude, v128.and(m.sign(x), odd));
  const finiteNegative = v128.and(float.lt(x, m.k(0)), float.gt(x, m.k(Number.NEGATIVE_INFINITY)));
  const real = m.where(v128.and(finiteNegative, fractional), m.k(Number.NaN), signed);
  return m.where(v128.or(float.eq(y, m.k(0)), float.eq(x, m.k(1))), m.k(1), real);
}

/** 1/√x */
export function rsqrt(m: Lanes, x: Vector): Vector {
  return m.float.div(m.k(1), m.float.sqrt(x));
}
