import { log1pmx } from "./log1pmx.js";
import { polynomial } from "./polynomial.js";
import { TEMME_COEFFICIENTS } from "./temme-coefficients.js";

// Temme, "The asymptotic expansion of the incomplete gamma functions" (SIAM J. Math. Anal. 10, 1979); DLMF 8.12(i):
//   Q(a, x) = erfc(η√(a/2))/2 + R,  R = e^(-aη²/2)/√(2πa)·Σ cₖ(η)·a^(-k),  η²/2 = x/a - 1 - log(x/a).

/** Whether a is large enough, and x close enough to it, for the tabulated coefficients. */
export function temmeApplies(a: number, x: number): boolean {
  return a > 20 && Math.abs(x - a) < 0.3 * a;
}

/** η, with the sign of `x - a`. */
export function temmeEta(a: number, x: number): number {
  const sigma = (x - a) / a;
  return Math.sign(sigma) * Math.sqrt(-2 * log1pmx(sigma));
}

/** `Σ cₖ(η)·a^(-k)`. */
export function temmeSeries(a: number, eta: number): number {
  let sum = 0;
  for (let k = TEMME_COEFFICIENTS.length - 1; k >= 0; k--) sum = sum / a + polynomial(eta, TEMME_COEFFICIENTS[k]!);
  return sum;
}

/** The same sum with its derivatives by η and, at fixed η, by a. */
export function temmeSeriesDerivatives(a: number, eta: number): { series: number; byEta: number; byA: number } {
  let series = 0;
  let byEta = 0;
  let byA = 0;
  for (let k = TEMME_COEFFICIENTS.length - 1; k >= 0; k--) {
    const row = TEMME_COEFFICIENTS[k]!;
    let value = 0;
    let derivative = 0;
    for (let n = row.length - 1; n >= 0; n--) {
      derivative = derivative * eta + value;
      value = value * eta + row[n]!;
    }
    byA = (byA - series / a) / a;
    series = series / a + value;
    byEta = byEta / a + derivative;
  }
  return { series, byEta, byA };
}
