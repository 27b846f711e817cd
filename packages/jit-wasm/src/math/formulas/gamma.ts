/** The logarithm of Γ with its derivative ψ, and what densities are made of: `stirlingCorrection`, `gamma1p`, `gammaTerm`. By the methods of the reference engine, whose files name the sources. */
export const GAMMA_FORMULAS = [
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
];
