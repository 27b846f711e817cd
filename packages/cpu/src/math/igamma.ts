import { erfc } from "./erf.js";
import { gammaTerm } from "./gamma-density.js";
import { lgamma, lgamma1p } from "./lgamma.js";
import { log1pmx } from "./log1pmx.js";
import { temmeApplies, temmeEta, temmeSeries } from "./temme.js";

const { exp, expm1, log, sqrt } = Math;
const EPSILON = 2 ** -54;

/** Far more than any region needs: some 110 terms of a series, some 300 of a fraction. */
const MAX_TERMS = 10_000;

/** P by its power series, DLMF 8.11.4: `xᵃe⁻ˣ/Γ(a + 1)·Σ xⁿ/((a + 1)…(a + n))`. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < MAX_TERMS && term > sum * EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return Math.min(1, gammaTerm(a, x) * sum);
}

/** Q for small a and x, where it is the small difference of 1 and P: DLMF 8.7.3, its first term by expm1. */
function upperSeries(a: number, x: number): number {
  let term = 1;
  let sum = 0;
  for (let n = 1; n < MAX_TERMS; n++) {
    term *= -x / n;
    const next = sum + term / (a + n);
    if (next === sum) break;
    sum = next;
  }
  const exponent = a * log(x) - (a <= 1 ? lgamma1p(a) : lgamma(1 + a));
  return -expm1(exponent) - exp(exponent) * a * sum;
}

/** Q by Legendre's continued fraction, DLMF 8.9.2, evaluated by Lentz's method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 2 ** -52) break;
  }
  return a * gammaTerm(a, x) * value;
}

/** P or Q where x is near a large a: Temme's uniform expansion, DLMF 8.12.3 and 8.12.4. */
function uniform(a: number, x: number, sign: 1 | -1): number {
  const eta = temmeEta(a, x);
  const remainder = exp(a * log1pmx((x - a) / a)) / sqrt(2 * Math.PI * a);
  return 0.5 * erfc(sign * eta * sqrt(0.5 * a)) + sign * remainder * temmeSeries(a, eta);
}

/** The values that need no computation; undefined elsewhere. */
function lowerEdge(a: number, x: number): number | undefined {
  if (!(a >= 0 && x >= 0) || (a === 0 && x === 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY || a === 0) return 1;
  if (x === 0 || a === Number.POSITIVE_INFINITY) return 0;
  return undefined;
}

/**
 * The regularised lower incomplete gamma function, `P(a, x) = 1/Γ(a) ∫₀ˣ tᵃ⁻¹e⁻ᵗ dt`.
 *
 * Power series, continued fraction, or Temme's uniform expansion, by region, as in DiDonato and Morris, "Computation of
 * the incomplete gamma function ratios and their inverse" (ACM TOMS 12, 1986). Relative error: some 1e-15, growing as
 * `eps·|log P|` far out in the tail.
 *
 * NaN for a negative argument and for `P(0, 0)`, as in JAX; `P(0, x) = 1` and `P(∞, x) = 0`, the limits, for finite x > 0,
 * where JAX gives NaN for some.
 */
export function igamma(a: number, x: number): number {
  const edge = lowerEdge(a, x);
  if (edge !== undefined) return edge;
  if (temmeApplies(a, x)) return uniform(a, x, -1);
  if (x <= 1 || x <= a) return lowerSeries(a, x);
  return 1 - upperFraction(a, x);
}

/**
 * The regularised upper incomplete gamma function, `Q(a, x) = 1 - P(a, x)`, accurate also where it is small: see
 * `igamma` for methods, errors and edges.
 */
export function igammac(a: number, x: number): number {
  const edge = lowerEdge(a, x);
  if (edge !== undefined) return 1 - edge;
  if (temmeApplies(a, x)) return uniform(a, x, 1);
  if (x > 1.1) return x < a ? 1 - lowerSeries(a, x) : upperFraction(a, x);
  const lowerIsSmall = x <= 0.5 ? -0.4 / log(x) < a : 1.1 * x < a;
  return lowerIsSmall ? 1 - lowerSeries(a, x) : upperSeries(a, x);
}
