import { digamma } from "./digamma.js";
import { lgamma } from "./lgamma.js";
import { hurwitz, zeta } from "./zeta.js";

const { exp, log } = Math;

/** `n!` for n ≤ 170. */
function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}

/**
 * The nth derivative of the digamma function, n = 0, 1, 2, …: `(-1)^(n+1)·n!·ζ(n + 1, x)` (DLMF 5.15.1 and 25.11.12).
 * NaN for any other n. At the poles 0, -1, -2, … it is ∞ for odd n and NaN for even n, as in JAX.
 */
export function polygamma(n: number, x: number): number {
  if (n === 0) return digamma(x);
  if (!(n > 0) || n !== Math.floor(n) || n === Number.POSITIVE_INFINITY) return Number.NaN;
  const s = n + 1;
  const sum = zeta(s, x);
  const outOfRange = n > 170 || sum < 2.2250738585072014e-308;
  const magnitude =
    outOfRange && x > 0 && x < Number.POSITIVE_INFINITY
      ? exp(lgamma(s) - s * log(x)) * hurwitz(s, x, x)
      : n > 170
        ? exp(lgamma(s)) * sum
        : factorial(n) * sum;
  return n % 2 === 0 ? -magnitude : magnitude;
}
