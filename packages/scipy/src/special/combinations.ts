import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";

/** Options of `comb`. */
export interface CombOptions {
  /** Whether a thing may be chosen more than once. */
  readonly repetition?: boolean;
}

/** In how many ways k of N things can be chosen, as floats: N! / (k! (N − k)!), and 0 unless 0 ≤ k ≤ N. */
export function comb(N: ArrayLike, k: ArrayLike, options: CombOptions = {}): NDArray {
  requireOptions("comb", options, ["repetition"]);
  const [n, m] = np.promoteInexact("comb", N, k);
  if (options.repetition !== true) return choices(n, m);
  return np.where(np.logicalAnd(m.equal(0), n.greaterEqual(0)), 1, choices(n.add(m).sub(1), m));
}

function choices(n: NDArray, k: NDArray): NDArray {
  const possible = np.logicalAnd(np.lessEqual(k, n), np.logicalAnd(n.greaterEqual(0), k.greaterEqual(0)));
  const [N, K] = [np.where(possible, n, 0), np.where(possible, k, 0)];
  const logFactorial = (x: NDArray) => special.lgamma(x.add(1));
  const logCount = logFactorial(N)
    .sub(logFactorial(K))
    .sub(logFactorial(N.sub(K)));
  return np.where(possible, np.exp(logCount), 0);
}
