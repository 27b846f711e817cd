import { specialTables } from "@hyrax/cpu";

const { TEMME_COEFFICIENTS } = specialTables;

type Table = readonly number[] | readonly (readonly number[])[];

/** The coefficients that formulas know by name: those of the reference engine, with the derivatives of Temme's. */
export const SPECIAL_TABLES: { readonly [name: string]: Table } = {
  ...specialTables,
  TEMME: TEMME_COEFFICIENTS,
  TEMME_BY_ETA: TEMME_COEFFICIENTS.map((row) => row.slice(1).map((c, n) => c * (n + 1))),
  TEMME_BY_A: TEMME_COEFFICIENTS.map((row, k) => row.map((c) => -k * c)),
};

/** Special functions, by the methods of the reference engine, whose files name the sources. */
export const SPECIAL_FORMULAS = [
  // The Chebyshev expansions of Cephes (Moshier, i0.c and i1.c, 2000).
  `besselI0e(x) {
  let size = abs(x);
  return size <= 8 ? chebyshev(0.5 * size - 2, I0_SMALL) : chebyshev(32 / size - 2, I0_LARGE) / sqrt(size);
}`,

  `besselI1e(x) {
  let size = abs(x);
  if (size <= 8) return chebyshev(0.5 * size - 2, I1_SMALL) * x;
  let value = chebyshev(32 / size - 2, I1_LARGE) / sqrt(size);
  return x < 0 ? -value : value;
}`,

  // log Γ(1 + y) on [−0.1, 1]: e_lgamma_r.c in Sun's fdlibm.
  `lgamma1p(y) {
  if (y < 0.2316) return polynomial(y, NEAR_ONE_U) / polynomial(y, NEAR_ONE_V) - 0.5 * y;
  if (y < 0.7316) {
    let t = y - (1.46163214496836224576 - 1);
    return -1.21486290535849611461e-1 + (t * t * polynomial(t, NEAR_MINIMUM) + 3.63867699703950536541e-18);
  }
  let t = 1 - y;
  return t * polynomial(t, NEAR_TWO) - 0.5 * t;
}`,

  // Γ(x) = (x − 1)(x − 2)…(2 + y)·Γ(2 + y).
  `lgammaOfPositive(x) {
  if (x < 2 ** -70) return -log(x);
  if (x < 0.9) return lgamma1p(x) - log(x);
  if (x <= 2) return lgamma1p(x - 1);
  if (x < 8) {
    let y = x - floor(x);
    let product = 1;
    for (let factor = 2 + y; factor < x - 0.5; factor += 1) product *= factor;
    return 0.5 * y + polynomial(y, TWO_TO_THREE_S) / polynomial(y, TWO_TO_THREE_R) + log(product);
  }
  if (x < 2 ** 58) {
    let z = 1 / x;
    return (x - 0.5) * (log(x) - 1) + (4.18938533204672725052e-1 + z * polynomial(z * z, LGAMMA_STIRLING));
  }
  return x * (log(x) - 1);
}`,

  // By reflection for x < 0 (DLMF 5.5.3): Γ(x)·Γ(−x) = −π/(x·sin πx).
  `lgamma(x) {
  if (x > 0) return lgammaOfPositive(x);
  if (isNaN(x)) return x;
  if (x > -(2 ** -70)) return -log(-x);
  let sine = sin(PI * abs(x - nearest(x)));
  if (!(sine > 0)) return Infinity;
  return log(PI / (sine * -x)) - lgammaOfPositive(-x);
}`,

  // ψ(x) − log(x), x ≥ 10, by its asymptotic series.
  `digammaMinusLog(x) {
  let z = 1 / (x * x);
  return -0.5 / x - z * polynomial(z, DIGAMMA_ASYMPTOTIC);
}`,

  // π·cot(πx); near ±½ the tangent of the complement is the accurate one.
  `piCotPi(x) {
  let f = x - floor(x + 0.5);
  return abs(f) > 0.25 ? sign(f) * PI * tan(PI * (0.5 - abs(f))) : PI / tan(PI * f);
}`,

  // DLMF 5.5.4; ψ(1 − x) = ψ(−x) − 1/x keeps the digits of a small x.
  // DLMF 5.5.2: ψ(x + 1) = ψ(x) + 1/x, to and from [1, 2].
  // The root of ψ in three parts, so that the distance from it keeps its digits (John Maddock, for Boost.Math).
  `digamma(x) {
  if (x <= 0) {
    if (x == floor(x)) return NaN;
    return digamma(-x) - 1 / x - piCotPi(x);
  }
  if (x >= 10) return log(x) + digammaMinusLog(x);
  let shift = 0;
  let t = x;
  if (t < 1) {
    shift = -1 / t;
    t += 1;
  } else {
    while (t > 2) {
      t -= 1;
      shift += 1 / t;
    }
  }
  let y = t - 1;
  let distance = t - 1569415565 * 2 ** -30 - 381566830 * 2 ** -60 - 0.9016312093258695918615325266959189453125e-19;
  return shift + (distance * 0.99558162689208984 + distance * (polynomial(y, DIGAMMA_P) / polynomial(y, DIGAMMA_Q)));
}`,

  // log(ratio) − u, ratio = 1 + u, without cancellation: with r = u/(2 + u), log(1 + u) = 2·atanh(r) and u = 2r + r·u.
  `log1pmxOfRatio(u, ratio) {
  if (!(u > -0.6 && u < 1.5)) return (u < 0 ? log(ratio) : log1p(u)) - u;
  let r = u / (2 + u);
  let r2 = r * r;
  let sum = 0;
  let power = 1;
  for (let k = 3; k < 1000; k += 2) {
    let next = sum + power / k;
    if (next == sum) break;
    sum = next;
    power *= r2;
  }
  return r * (2 * r2 * sum - u);
}`,

  `log1pmx(u) {
  return log1pmxOfRatio(u, 1 + u);
}`,

  `stirlingCorrection(a) {
  let z = 1 / a;
  return z * polynomial(z * z, STIRLING);
}`,

  // Γ(1 + a) for 0 ≤ a < 30.
  `gamma1p(a) {
  let whole = floor(a);
  let y = a - whole;
  let product = 1;
  for (let k = 1; k <= whole; k += 1) product *= y + k;
  return product * exp(lgamma1p(y));
}`,

  // xᵃ·e⁻ˣ/Γ(a + 1); from 10 on by the deviance (Loader, 2000).
  `gammaTerm(a, x) {
  if (a >= 10) {
    let deviance = a * log1pmxOfRatio((x - a) / a, x / a);
    return exp(deviance - stirlingCorrection(a)) / sqrt(2 * PI * a);
  }
  if (x > 2000) return 0;
  let half = exp(-0.5 * x);
  return ((pow(x, a) * half) / gamma1p(a)) * half;
}`,

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

  // Σ ((q + k)/unit)^(−s): some terms one by one, the rest by the Euler-Maclaurin formula (DLMF 25.11.28).
  `hurwitz(s, q, unit) {
  let sum = 0;
  let a = q;
  for (let k = 0; k < 9 || a <= 9; k += 1) {
    let term = pow(a / unit, -s);
    sum += term;
    if (term < sum * 2 ** -60) return sum;
    a += 1;
  }
  let power = pow(a / unit, -s);
  let tail = power * (a / (s - 1) + 0.5);
  let factor = (power * s) / a;
  for (let j = 0; j < 12; j += 1) {
    let term = factor * element(j, BERNOULLI);
    tail += term;
    if (abs(term) < tail * 2 ** -60) break;
    factor *= ((s + 2 * j + 1) * (s + 2 * j + 2)) / (a * a);
  }
  return sum + tail;
}`,

  `isEven(s) {
  return s - 2 * trunc(s / 2) == 0 ? 1 : 0;
}`,

  // The terms with q + k < 0 are those of the fractions f, f + 1, …, −q, with the sign of (−1)^s.
  `zeta(s, q) {
  if (s == 1) return Infinity;
  if (q <= 0 && q == floor(q)) return isEven(s) == 1 ? Infinity : NaN;
  if (!(s > 1) || s == Infinity || isNaN(q)) return NaN;
  if (q == Infinity) return 0;
  if (q > 0) return hurwitz(s, q, 1);
  if (s != floor(s)) return NaN;
  let count = ceil(-q);
  let f = -(q + count - 1);
  let negative = hurwitz(s, f, 1) - hurwitz(s, 1 - q, 1);
  return hurwitz(s, q + count, 1) + (isEven(s) == 1 ? negative : -negative);
}`,

  `factorial(n) {
  let product = 1;
  for (let k = 2; k <= n; k += 1) product *= k;
  return product;
}`,

  // (−1)^(n + 1)·n!·ζ(n + 1, x): DLMF 5.15.1 and 25.11.12.
  `polygamma(n, x) {
  if (n == 0) return digamma(x);
  if (!(n > 0) || n != floor(n) || n == Infinity) return NaN;
  let s = n + 1;
  let sum = zeta(s, x);
  let size = 0;
  if ((n > 170 || sum < 2.2250738585072014e-308) && x > 0 && x < Infinity) {
    size = exp(lgamma(s) - s * log(x)) * hurwitz(s, x, x);
  } else if (n > 170) size = exp(lgamma(s)) * sum;
  else size = factorial(n) * sum;
  return isEven(n) == 1 ? -size : size;
}`,

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
