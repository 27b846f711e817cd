/** The Hurwitz zeta function, and the polygamma functions, which are made of it. By the methods of the reference engine, whose files name the sources. */
export const ZETA_FORMULAS = [
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
];
