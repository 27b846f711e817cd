import { digamma, digammaMinusLog } from "./digamma.js";
import { gammaTerm, stirlingCorrection } from "./gamma-density.js";
import { log1pmx } from "./log1pmx.js";
import { temmeApplies, temmeEta, temmeSeriesDerivatives } from "./temme.js";

const { exp, log, sqrt } = Math;
const EPSILON = 2 ** -54;

/** Far more than any region needs: some 110 terms of a series, some 300 of a fraction. */
const MAX_TERMS = 10_000;

/** `log(x) - ψ(a)`, where both may be large and close. */
function logMinusDigamma(x: number, a: number): number {
  if (a < 10) return log(x) - digamma(a);
  const ratio = x / a;
  return (ratio > 0.5 && ratio < 2 ? log(ratio) : log(x) - log(a)) - digammaMinusLog(a);
}

/**
 * `∂P/∂a` over `xᵃe⁻ˣ/Γ(a + 1)`, from the power series of P: each term of it has the logarithmic derivative
 * `log(x) - ψ(a + n + 1)`, and where x ≤ a all of those have one sign.
 */
function fromSeries(a: number, x: number): number {
  let term = 1;
  let slope = logMinusDigamma(x, a + 1);
  let sum = slope;
  for (let n = 1; n < MAX_TERMS; n++) {
    slope -= 1 / (a + n);
    term *= x / (a + n);
    const next = sum + term * slope;
    if (next === sum && n > 1) break;
    sum = next;
  }
  return sum;
}

/**
 * `∂P/∂a` over `xᵃe⁻ˣ/Γ(a)`, from Legendre's continued fraction of Q (DLMF 8.9.2): numerators, denominators and their
 * derivatives by the three-term recurrence, as JAX and TensorFlow do it.
 */
function fromFraction(a: number, x: number): number {
  let b = x + 1 - a;
  // Only ratios count: the latest denominator is kept at 1.
  let [p0, p1, q0] = [0, 1 / b, 1 / b];
  let [dp0, dp1, dq0, dq1] = [0, 0, 0, -1 / b];
  let value = p1;
  let derivative = -value * dq1;
  for (let n = 1; n < MAX_TERMS; n++) {
    const numerator = n * (a - n);
    b += 2;
    const dp = b * dp1 - p1 + numerator * dp0 + n * p0;
    const dq = b * dq1 - 1 + numerator * dq0 + n * q0;
    const p = b * p1 + numerator * p0;
    const scale = 1 / (b + numerator * q0);
    [p0, p1, q0] = [p1 * scale, p * scale, scale];
    [dp0, dp1, dq0, dq1] = [dp1 * scale, dp * scale, dq1 * scale, dq * scale];
    value = p1;
    const next = dp1 - value * dq1;
    const change = Math.abs(next - derivative);
    derivative = next;
    if (change <= EPSILON * Math.abs(next)) break;
  }
  return -(logMinusDigamma(x, a) * value + derivative);
}

/**
 * `∂P/∂a` over `e^(-aη²/2)/√(2πa)`, from Temme's expansion (DLMF 8.12.3) with `z = η√(a/2)`, `∂η/∂a = (1 - x/a)/(aη)`.
 */
function fromUniform(a: number, x: number): number {
  const eta = temmeEta(a, x);
  const sigma = (x - a) / a;
  const etaSlope = eta === 0 ? -1 / a : -sigma / (a * eta);
  const { series, byEta, byA } = temmeSeriesDerivatives(a, eta);
  // ∂(aη²/2)/∂a = η²/2 + aη·∂η/∂a = η²/2 - σ.
  const exponentSlope = 0.5 * eta * eta - sigma;
  const remainder = byEta * etaSlope + byA - series * (0.5 / a + exponentSlope);
  return a * etaSlope + 0.5 * eta - remainder;
}

/**
 * The derivative of `igamma(a, x)` with respect to a; never positive. The method follows the region: the differentiated
 * power series, continued fraction (Moore, Algorithm AS 187, 1982, has both) or Temme's uniform expansion.
 * Relative error: some 1e-14 near the bulk, growing as `eps·|log|` of the result in the tails.
 *
 * Zero at x = 0; NaN for x < 0, a ≤ 0 and infinite arguments, as in JAX.
 */
export function igammaGradA(a: number, x: number): number {
  if (!(a > 0 && x >= 0) || a === Number.POSITIVE_INFINITY || x === Number.POSITIVE_INFINITY) return Number.NaN;
  if (x === 0) return 0;
  if (temmeApplies(a, x)) return (exp(a * log1pmx((x - a) / a)) / sqrt(2 * Math.PI * a)) * fromUniform(a, x);
  const term = gammaTerm(a, x);
  if (term === 0) return -0;
  return x > 2 && x > a ? a * term * fromFraction(a, x) : term * fromSeries(a, x);
}

/**
 * The derivative with respect to a of a sample x of the gamma distribution of shape a, at fixed quantile:
 * `-(∂P/∂a)/(∂P/∂x)`, which makes `random.gamma` differentiable (Figurnov, Mohamed and Mnih, "Implicit
 * reparameterization gradients", 2018). The densities cancel, so it neither under- nor overflows with them.
 *
 * Zero at x = 0; NaN for x < 0, a ≤ 0 and infinite arguments, as in JAX.
 */
export function randomGammaGrad(a: number, x: number): number {
  if (!(a > 0 && x >= 0) || a === Number.POSITIVE_INFINITY || x === Number.POSITIVE_INFINITY) return Number.NaN;
  if (x === 0) return 0;
  if (temmeApplies(a, x)) return -(x / a) * exp(stirlingCorrection(a)) * fromUniform(a, x);
  return x > 2 && x > a ? -x * fromFraction(a, x) : -(x / a) * fromSeries(a, x);
}
