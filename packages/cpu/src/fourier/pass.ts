/**
 * A pass of a self-sorting transform by a radix r. With n = l·r·s, it takes x[k][t][i] to
 *
 *   y[q][k][i] = e^(−2πiq·i/rs) Σₜ e^(−2πiqt/r) x[k][t][i],   k < l, t and q < r, i < s,
 *
 * where l is the product of the radices before. After all passes the spectrum is in order, without bit reversal.
 * Source: C. Temperton, Self-sorting mixed-radix fast Fourier transforms, J. Comput. Phys. 52 (1983), section 3.
 */
export type Pass = (x: Float64Array, y: Float64Array) => void;

/** Stores (re, im) times a power of the root at element `at` of y. */
export function store(y: Float64Array, at: number, re: number, im: number, roots: Float64Array, power: number): void {
  const c = roots[2 * power]!;
  const d = roots[2 * power + 1]!;
  y[2 * at] = re * c - im * d;
  y[2 * at + 1] = re * d + im * c;
}
