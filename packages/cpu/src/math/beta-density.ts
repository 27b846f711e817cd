import { gamma1p, STIRLING_FROM, stirlingCorrection } from "./gamma-density.js";
import { log1pmx } from "./log1pmx.js";
import { meanDistance } from "./mean-distance.js";

const { exp, log, log1p, PI, sqrt } = Math;

/** `log(t)` where t and 1 - t are both given, and the smaller of them is the exact one. */
function logOf(t: number, complement: number): number {
  return t <= complement ? log(t) : log1p(-complement);
}

/** `tᵃ`, likewise. */
function powerOf(t: number, complement: number, a: number): number {
  return t <= complement ? t ** a : exp(a * log1p(-complement));
}

/**
 * `xᵃyᵇ/B(a, b)`, where y = 1 - x and whichever of x and y is the smaller is not rounded; a, b > 0, 0 < x < 1.
 * Relative error: a few ulp, and beside it half an ulp of the logarithm of the result where that is large.
 */
export function betaDensity(a: number, b: number, x: number, y: number): number {
  if (a > b) return betaDensity(b, a, y, x);
  if (b < STIRLING_FROM) {
    const powers = powerOf(x, y, a) * powerOf(y, x, b);
    return a * (b / (a + b)) * ((powers * gamma1p(a + b)) / (gamma1p(a) * gamma1p(b)));
  }
  if (a < STIRLING_FROM) {
    // Γ(a + b)/Γ(b) by Stirling's series: bᵃ·exp(b·(log(1 + a/b) - a/b) + (a - ½)·log(1 + a/b) + corrections).
    if (b * x > 2000) return 0;
    const ratio = a / b;
    const corrections = stirlingCorrection(a + b) - stirlingCorrection(b);
    const exponent = b * log1pmx(ratio) + (a - 0.5) * log1p(ratio) + corrections;
    return ((a * (b * x) ** a) / gamma1p(a)) * exp(exponent + b * logOf(y, x));
  }
  // Loader, "Fast and accurate computation of binomial probabilities" (2000): deviances from the mean a/(a + b).
  const total = a + b;
  const distance = meanDistance(a, b, x, y);
  const deviance = a * log1pmx(-distance / a, (x * total) / a) + b * log1pmx(distance / b, (y * total) / b);
  const corrections = stirlingCorrection(total) - stirlingCorrection(a) - stirlingCorrection(b);
  return sqrt((a / total) * (b / (2 * PI))) * exp(deviance + corrections);
}
