import { lgamma1p } from "./lgamma.js";
import { log1pmx } from "./log1pmx.js";
import { polynomial } from "./polynomial.js";

const { exp, floor, sqrt } = Math;

/** From here on Stirling's series gives Γ to the last digit. */
export const STIRLING_FROM = 10;

/** `B₂ₖ/(2k(2k - 1))`, k = 1, 2, …: DLMF 5.11.1. */
export const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
];

/** `log Γ(a)` less `(a - ½)·log(a) - a + ½·log(2π)`, for a ≥ 10. */
export function stirlingCorrection(a: number): number {
  const z = 1 / a;
  return z * polynomial(z * z, STIRLING);
}

/** `Γ(1 + a)` for 0 ≤ a < 30, within a few ulp: the logarithm that is exponentiated is small. */
export function gamma1p(a: number): number {
  const whole = floor(a);
  const y = a - whole;
  let product = 1;
  for (let k = 1; k <= whole; k++) product *= y + k;
  return product * exp(lgamma1p(y));
}

/**
 * `xᵃ·e⁻ˣ/Γ(a + 1)`, the first term of the series of P(a, x); a > 0, x > 0, both finite.
 * Relative error: a few ulp, and beside it half an ulp of the logarithm of the result where that is large.
 */
export function gammaTerm(a: number, x: number): number {
  if (a >= STIRLING_FROM) {
    // Loader, "Fast and accurate computation of binomial probabilities" (2000): the deviance, not the powers.
    const deviance = a * log1pmx((x - a) / a, x / a);
    return exp(deviance - stirlingCorrection(a)) / sqrt(2 * Math.PI * a);
  }
  if (x > 2000) return 0;
  const half = exp(-0.5 * x);
  return ((x ** a * half) / gamma1p(a)) * half;
}
