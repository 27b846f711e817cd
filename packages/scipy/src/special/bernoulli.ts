import { canonicalDtype, type Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** From here on 2^(−n) is below the digits of float64, and so is all of ζ(n) but 1 after a few terms. */
const zetaTerms = 60;

/**
 * Bernoulli's numbers B₀ to Bₙ, `[n + 1]`, by |Bₙ| = 2 n! ζ(n) / (2π)ⁿ for even n. B₁ is −½. Throws a `TypeError` unless n is a number,
 * an integer of at least 0. Source: Abramowitz and Stegun, 23.1.18.
 */
export function bernoulli(n: number): NDArray {
  if (!Number.isInteger(n) || n < 0) {
    throw new TypeError(`bernoulli: n is a number, an integer of at least 0; found ${String(n)}`);
  }
  const numbers = [1, -1 / 2, 1 / 6];
  // 2 n! / (2π)ⁿ, whose parts overflow before their quotient does.
  let factor = 4 / (2 * Math.PI) ** 2;
  for (let m = 3; m <= n; m++) {
    factor *= m / (2 * Math.PI);
    numbers.push(m % 2 === 1 ? 0 : (m % 4 === 0 ? -1 : 1) * factor * zeta(m));
  }
  return np.array(numbers.slice(0, n + 1), { dtype: canonicalDtype("float64") });
}

function zeta(s: number): number {
  let sum = 0;
  for (let k = zetaTerms; k >= 1; k--) sum += k ** -s;
  // Of what is left, the integral: it matters for the least s.
  return sum + (zetaTerms + 0.5) ** (1 - s) / (s - 1);
}
