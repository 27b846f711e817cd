import type { Array as NDArray, Operand } from "@hyrax/core";
import { special } from "@hyrax/core/library";

/** The error function. */
export function erf(x: Operand): NDArray {
  return special.erf(x);
}

/** 1 − erf(x), accurate for large x. */
export function erfc(x: Operand): NDArray {
  return special.erfc(x);
}

/** The inverse of the error function; ±∞ at ±1. */
export function erfInv(x: Operand): NDArray {
  return special.erfInv(x);
}

/** The logarithm of the absolute value of the gamma function. */
export function lgamma(x: Operand): NDArray {
  return special.lgamma(x);
}

/** The derivative of log Γ(x). */
export function digamma(x: Operand): NDArray {
  return special.digamma(x);
}

/** exp(−|x|) I₀(x), with the modified Bessel function of the first kind. */
export function besselI0e(x: Operand): NDArray {
  return special.besselI0e(x);
}

/** exp(−|x|) I₁(x), with the modified Bessel function of the first kind. */
export function besselI1e(x: Operand): NDArray {
  return special.besselI1e(x);
}

/** The regularised lower incomplete gamma function P(a, x). */
export function igamma(a: Operand, x: Operand): NDArray {
  return special.igamma(a, x);
}

/** The regularised upper incomplete gamma function Q(a, x). */
export function igammac(a: Operand, x: Operand): NDArray {
  return special.igammac(a, x);
}

/** ∂P(a, x)/∂a. */
export function igammaGradA(a: Operand, x: Operand): NDArray {
  return special.igammaGradA(a, x);
}

/** The derivative by its shape parameter a of a sample x of the gamma distribution. */
export function randomGammaGrad(a: Operand, x: Operand): NDArray {
  return special.randomGammaGrad(a, x);
}

/** The polygamma function of order m at x. */
export function polygamma(m: Operand, x: Operand): NDArray {
  return special.polygamma(m, x);
}

/** The Hurwitz zeta function ζ(x, q). */
export function zeta(x: Operand, q: Operand): NDArray {
  return special.zeta(x, q);
}

/** The regularised incomplete beta function I_x(a, b). */
export function betainc(a: Operand, b: Operand, x: Operand): NDArray {
  return special.regularizedIncompleteBeta(a, b, x);
}
