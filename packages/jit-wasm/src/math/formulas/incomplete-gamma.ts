/** The regularised incomplete gamma functions P and Q, with the derivatives of P and of samples. By the methods of the reference engine, whose files name the sources. */
export const INCOMPLETE_GAMMA_FORMULAS = [
  // P by its power series, DLMF 8.11.4.
  `lowerSeries(a, x) {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 10000 && term > sum * 2 ** -54; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return min(1, gammaTerm(a, x) * sum);
}`,

  // Q for small a and x: DLMF 8.7.3, its first term by expm1.
  `upperSeries(a, x) {
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 10000; n += 1) {
    term *= -x / n;
    let next = sum + term / (a + n);
    if (next == sum) break;
    sum = next;
  }
  let exponent = a * log(x) - (a <= 1 ? lgamma1p(a) : lgamma(1 + a));
  return -expm1(exponent) - exp(exponent) * a * sum;
}`,

  // Q by Legendre's continued fraction, DLMF 8.9.2, evaluated by Lentz's method.
  `upperFraction(a, x) {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 10000; n += 1) {
    let numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    let factor = c * d;
    value *= factor;
    if (abs(factor - 1) < 2 ** -52) break;
  }
  return a * gammaTerm(a, x) * value;
}`,

  // Temme's expansion where x is near a large a: DLMF 8.12; η has the sign of x − a.
  `temmeEta(a, x) {
  let sigma = (x - a) / a;
  return sign(sigma) * sqrt(-2 * log1pmx(sigma));
}`,

  `uniform(a, x, side) {
  let eta = temmeEta(a, x);
  let remainder = exp(a * log1pmx((x - a) / a)) / sqrt(2 * PI * a);
  return 0.5 * erfc(side * eta * sqrt(0.5 * a)) + side * remainder * inversePowers(a, eta, TEMME);
}`,

  // P where it needs no computation, −1 elsewhere.
  `lowerEdge(a, x) {
  if (!(a >= 0 && x >= 0) || (a == 0 && x == 0)) return NaN;
  if (x == Infinity || a == 0) return 1;
  if (x == 0 || a == Infinity) return 0;
  return -1;
}`,

  `igamma(a, x) {
  let edge = lowerEdge(a, x);
  if (edge != -1) return edge;
  if (a > 20 && abs(x - a) < 0.3 * a) return uniform(a, x, -1);
  if (x <= 1 || x <= a) return lowerSeries(a, x);
  return 1 - upperFraction(a, x);
}`,

  `igammac(a, x) {
  let edge = lowerEdge(a, x);
  if (edge != -1) return 1 - edge;
  if (a > 20 && abs(x - a) < 0.3 * a) return uniform(a, x, 1);
  if (x > 1.1) return x < a ? 1 - lowerSeries(a, x) : upperFraction(a, x);
  let lowerIsSmall = x <= 0.5 ? (-0.4 / log(x) < a ? 1 : 0) : (1.1 * x < a ? 1 : 0);
  return lowerIsSmall == 1 ? 1 - lowerSeries(a, x) : upperSeries(a, x);
}`,

  `logMinusDigamma(x, a) {
  if (a < 10) return log(x) - digamma(a);
  let ratio = x / a;
  return (ratio > 0.5 && ratio < 2 ? log(ratio) : log(x) - log(a)) - digammaMinusLog(a);
}`,

  // ∂P/∂a over xᵃe⁻ˣ/Γ(a + 1), from the power series of P.
  `slopeFromSeries(a, x) {
  let term = 1;
  let slope = logMinusDigamma(x, a + 1);
  let sum = slope;
  for (let n = 1; n < 10000; n += 1) {
    slope -= 1 / (a + n);
    term *= x / (a + n);
    let next = sum + term * slope;
    if (next == sum && n > 1) break;
    sum = next;
  }
  return sum;
}`,

  // ∂P/∂a over xᵃe⁻ˣ/Γ(a), from Legendre's continued fraction of Q by the three-term recurrence.
  `slopeFromFraction(a, x) {
  let b = x + 1 - a;
  let p0 = 0;
  let p1 = 1 / b;
  let q0 = p1;
  let dp0 = 0;
  let dp1 = 0;
  let dq0 = 0;
  let dq1 = -1 / b;
  let value = p1;
  let derivative = -value * dq1;
  for (let n = 1; n < 10000; n += 1) {
    let numerator = n * (a - n);
    b += 2;
    let dp = b * dp1 - p1 + numerator * dp0 + n * p0;
    let dq = b * dq1 - 1 + numerator * dq0 + n * q0;
    let p = b * p1 + numerator * p0;
    let scale = 1 / (b + numerator * q0);
    p0 = p1 * scale;
    p1 = p * scale;
    q0 = scale;
    dp0 = dp1 * scale;
    dp1 = dp * scale;
    dq0 = dq1 * scale;
    dq1 = dq * scale;
    value = p1;
    let next = dp1 - value * dq1;
    let change = abs(next - derivative);
    derivative = next;
    if (change <= 2 ** -54 * abs(next)) break;
  }
  return -(logMinusDigamma(x, a) * value + derivative);
}`,

  // ∂P/∂a over e^(−aη²/2)/√(2πa), from Temme's expansion.
  `slopeFromUniform(a, x) {
  let eta = temmeEta(a, x);
  let sigma = (x - a) / a;
  let etaSlope = eta == 0 ? -1 / a : -sigma / (a * eta);
  let series = inversePowers(a, eta, TEMME);
  let exponentSlope = 0.5 * eta * eta - sigma;
  let byEta = inversePowers(a, eta, TEMME_BY_ETA);
  let byA = inversePowers(a, eta, TEMME_BY_A) / a;
  return a * etaSlope + 0.5 * eta - (byEta * etaSlope + byA - series * (0.5 / a + exponentSlope));
}`,

  `igammaGradA(a, x) {
  if (!(a > 0 && x >= 0) || a == Infinity || x == Infinity) return NaN;
  if (x == 0) return 0;
  if (a > 20 && abs(x - a) < 0.3 * a) {
    return (exp(a * log1pmx((x - a) / a)) / sqrt(2 * PI * a)) * slopeFromUniform(a, x);
  }
  let term = gammaTerm(a, x);
  if (term == 0) return -0;
  return x > 2 && x > a ? a * term * slopeFromFraction(a, x) : term * slopeFromSeries(a, x);
}`,

  // −(∂P/∂a)/(∂P/∂x) (Figurnov, Mohamed and Mnih, "Implicit reparameterization gradients", 2018).
  `randomGammaGrad(a, x) {
  if (!(a > 0 && x >= 0) || a == Infinity || x == Infinity) return NaN;
  if (x == 0) return 0;
  if (a > 20 && abs(x - a) < 0.3 * a) return -(x / a) * exp(stirlingCorrection(a)) * slopeFromUniform(a, x);
  return x > 2 && x > a ? -x * slopeFromFraction(a, x) : -(x / a) * slopeFromSeries(a, x);
}`,
];
