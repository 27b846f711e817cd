/** `B₂ⱼ/(2j)!`, j = 1, 2, …, 12: DLMF 24.2. */
export const BERNOULLI = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
  -3617 / 10670622842880000,
  43867 / 5109094217170944000,
  -174611 / 802857662698291200000,
  77683 / 14101100039391805440000,
  -236364091 / 1693824136731743669452800000,
];

/**
 * `Σ ((q + k)/unit)^(-s)` over k ≥ 0, for s > 1 and q > 0: the first terms one by one, the rest by the Euler-Maclaurin
 * formula (DLMF 25.11.28), as in Cephes' zeta.c. With `unit = q` it stays in range where `ζ(s, q)` does not.
 */
export function hurwitz(s: number, q: number, unit = 1): number {
  let sum = 0;
  let a = q;
  for (let k = 0; k < 9 || a <= 9; k++, a++) {
    const term = (a / unit) ** -s;
    sum += term;
    if (term < sum * 2 ** -60) return sum;
  }
  const power = (a / unit) ** -s;
  let tail = power * (a / (s - 1) + 0.5);
  let factor = (power * s) / a;
  for (let j = 0; j < BERNOULLI.length; j++) {
    const term = factor * BERNOULLI[j]!;
    tail += term;
    if (Math.abs(term) < tail * 2 ** -60) break;
    factor *= ((s + 2 * j + 1) * (s + 2 * j + 2)) / (a * a);
  }
  return sum + tail;
}

/**
 * The Hurwitz zeta function `Σ (q + k)^(-s)`, k = 0, 1, 2, …, within a few ulp (Euler-Maclaurin, as in Cephes).
 *
 * Edges as in JAX: ∞ at s = 1; at the poles q = 0, -1, -2, … it is ∞ for even s and NaN otherwise; NaN for s < 1, for
 * s = ∞, and for a negative q with an s that is no integer. Unlike JAX, which gives NaN, `ζ(s, ∞) = 0`.
 */
export function zeta(s: number, q: number): number {
  if (s === 1) return Number.POSITIVE_INFINITY;
  if (q <= 0 && q === Math.floor(q)) return s % 2 === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (!(s > 1) || s === Number.POSITIVE_INFINITY || Number.isNaN(q)) return Number.NaN;
  if (q === Number.POSITIVE_INFINITY) return 0;
  if (q > 0) return hurwitz(s, q);
  if (s !== Math.floor(s)) return Number.NaN;
  // The terms with q + k < 0 are those of the fractions f, f + 1, …, -q, with the sign of (-1)^s.
  const count = Math.ceil(-q);
  const f = -(q + count - 1);
  const negative = hurwitz(s, f) - hurwitz(s, 1 - q);
  return hurwitz(s, q + count) + (s % 2 === 0 ? negative : -negative);
}
