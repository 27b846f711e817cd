/** The regularised incomplete beta function. `x` and `y` are given both: the smaller one is not rounded. By the methods of the reference engine, whose files name the sources. */
export const BETA_FORMULAS = [
  `logOfPart(t, complement) {
  return t <= complement ? log(t) : log1p(-complement);
}`,

  `powerOfPart(t, complement, a) {
  return t <= complement ? pow(t, a) : exp(a * log1p(-complement));
}`,

  // Exact halves of products, after Dekker and Veltkamp.
  `upperHalf(value) {
  let scaled = 134217729 * value;
  return scaled - (scaled - value);
}`,

  `productError(a, x, product) {
  if (a > 1e290) return 0;
  let a1 = upperHalf(a);
  let x1 = upperHalf(x);
  let a2 = a - a1;
  let x2 = x - x1;
  return a2 * x2 - (product - a1 * x1 - a2 * x1 - a1 * x2);
}`,

  `exactDifference(a, b, x) {
  let ax = a * x;
  let bx = b * x;
  let high = a - ax;
  let lost = a - high - ax;
  return high - bx + (lost - productError(a, x, ax) - productError(b, x, bx));
}`,

  // a − (a + b)·x, from the smaller one of x and y = 1 − x, which is not rounded.
  `meanDistance(a, b, x, y) {
  return x <= y ? exactDifference(a, b, x) : -exactDifference(b, a, y);
}`,

  // xᵃyᵇ/B(a, b)
  // Γ(a + b)/Γ(b) by Stirling's series.
  // Loader, 2000: deviances from the mean a/(a + b).
  `betaDensity(a, b, x, y) {
  if (a > b) return betaDensity(b, a, y, x);
  if (b < 10) {
    let powers = powerOfPart(x, y, a) * powerOfPart(y, x, b);
    return a * (b / (a + b)) * ((powers * gamma1p(a + b)) / (gamma1p(a) * gamma1p(b)));
  }
  if (a < 10) {
    if (b * x > 2000) return 0;
    let ratio = a / b;
    let exponent = b * log1pmx(ratio) + (a - 0.5) * log1p(ratio) + (stirlingCorrection(a + b) - stirlingCorrection(b));
    return ((a * pow(b * x, a)) / gamma1p(a)) * exp(exponent + b * logOfPart(y, x));
  }
  let total = a + b;
  let distance = meanDistance(a, b, x, y);
  let deviance =
    a * log1pmxOfRatio(-distance / a, (x * total) / a) + b * log1pmxOfRatio(distance / b, (y * total) / b);
  let corrections = stirlingCorrection(total) - stirlingCorrection(a) - stirlingCorrection(b);
  return sqrt((a / total) * (b / (2 * PI))) * exp(deviance + corrections);
}`,

  // DLMF 8.17.7, for small b·x.
  `betaSeries(a, b, x, y) {
  let power = betaDensity(a, b, x, y) * exp(-b * (x < y ? log1p(-x) : log(y)));
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 10000; n += 1) {
    term *= ((n - b) / n) * x;
    let next = sum + term / (a + n);
    if (next == sum) break;
    sum = next;
  }
  return min(1, power / a + power * sum);
}`,

  // Left of the mean, by the continued fraction of DiDonato and Morris, 1992, eq. 9, evaluated by Lentz's method.
  `betaFraction(a, b, x, y) {
  let lambda = meanDistance(a, b, x, y);
  let denominator = (a / (a + 1)) * (lambda + 1);
  let c = Infinity;
  let d = 1 / denominator;
  let value = d;
  for (let n = 1; n < 1000000; n += 1) {
    let s = a + 2 * n - 1;
    let numerator = ((a + n - 1) / s) * ((a + b + n - 1) / s) * n * (b - n) * x * x;
    denominator = n + (n * (b - n) * x) / s + ((a + n) / (s + 2)) * (lambda + 1 + n * (1 + y));
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    let factor = c * d;
    value *= factor;
    if (abs(factor - 1) < 2 ** -52) break;
  }
  return betaDensity(a, b, x, y) * value;
}`,

  `regularizedIncompleteBeta(a, b, x) {
  if (!(a >= 0 && b >= 0 && x >= 0 && x <= 1)) return NaN;
  let allAtZero = a == 0 || b == Infinity;
  let allAtOne = b == 0 || a == Infinity;
  if (allAtZero && allAtOne) return NaN;
  if (x == 0 || x == 1) return x;
  if (allAtZero) return 1;
  if (allAtOne) return 0;
  let y = 1 - x;
  if (b * x <= 1 && x <= 0.95) return betaSeries(a, b, x, y);
  if (a * y <= 1 && y <= 0.95) return 1 - betaSeries(b, a, y, x);
  return meanDistance(a, b, x, y) >= 0 ? betaFraction(a, b, x, y) : 1 - betaFraction(b, a, y, x);
}`,
];
