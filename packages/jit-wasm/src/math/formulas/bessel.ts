/** Exponentially scaled Bessel functions. By the methods of the reference engine, whose files name the sources. */
export const BESSEL_FORMULAS = [
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
];
