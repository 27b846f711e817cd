import { f32x4, v128 } from "../../assembler/index.js";
import type { F32Lanes, Vector } from "../lanes.js";
import { log1p, log1pOfOrdinary } from "./logarithm.js";

/**
 * Giles, "Approximating the erfinv function" (GPU Computing Gems, 2010), the single-precision polynomials in w − 5/2 and
 * √w − 3; those that XLA uses too, so that normal random numbers come out the same.
 */
const ERF_INV_CENTRAL = [
  1.50140941, 0.246640727, -0.00417768164, -0.00125372503, 0.00021858087, -4.39150654e-6, -3.5233877e-6, 3.43273939e-7,
  2.81022636e-8,
];
const ERF_INV_TAIL = [
  2.83297682, 1.00167406, 0.00943887047, -0.0076224613, 0.00573950773, -0.00367342844, 0.00134934322, 0.000100950558,
  -0.000200214257,
];

/** From here on x² is so near to 1 that the tail's polynomial may be the one. */
const TAIL_SQUARE = 0.9932;

/** The inverse of erf, with w = −ln(1 − x²). Few numbers are in the tail, or none: lanes without them are spared it. */
export function erfInv(m: F32Lanes, x: Vector): Vector {
  const square = m.let(f32x4.mul(x, x));
  // Not in the middle: in the tail, or NaN.
  const beyond = v128.not(f32x4.lt(square, m.k(TAIL_SQUARE)));
  return m.unless(beyond, "erfInvOfAny", x, () => {
    const w = f32x4.neg(log1pOfOrdinary(m, m.let(f32x4.neg(square))));
    return f32x4.mul(m.polynomial(m.let(f32x4.sub(w, m.k(2.5))), ERF_INV_CENTRAL), x);
  });
}

export function erfInvOfAny(m: F32Lanes, x: Vector): Vector {
  const w = m.let(f32x4.neg(m.let(log1p(m, m.let(f32x4.neg(f32x4.mul(x, x)))))));
  const central = m.polynomial(m.let(f32x4.sub(w, m.k(2.5))), ERF_INV_CENTRAL);
  const tail = m.polynomial(m.let(f32x4.sub(f32x4.sqrt(w), m.k(3))), ERF_INV_TAIL);
  const p = m.where(m.let(f32x4.lt(w, m.k(5))), central, tail);
  const infinite = f32x4.eq(f32x4.abs(x), m.k(1));
  return f32x4.mul(m.where(infinite, m.k(Number.POSITIVE_INFINITY), p), x);
}
