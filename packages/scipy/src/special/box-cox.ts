import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** The Box–Cox transformation (x^λ − 1) / λ, and log x for λ = 0. Integers become floats. */
export function boxcox(x: ArrayLike, lambda: ArrayLike): NDArray {
  const [array, exponent] = np.promoteInexact("boxcox", x, lambda);
  return ofLogarithm(np.log(array), exponent);
}

/** The Box–Cox transformation of 1 + x, accurate for small x. Integers become floats. */
export function boxcox1p(x: ArrayLike, lambda: ArrayLike): NDArray {
  const [array, exponent] = np.promoteInexact("boxcox1p", x, lambda);
  return ofLogarithm(np.log1p(array), exponent);
}

function ofLogarithm(logarithm: NDArray, lambda: NDArray): NDArray {
  const zero = lambda.equal(0);
  const safe = np.where(zero, 1, lambda);
  return np.where(zero, logarithm, np.expm1(safe.mul(logarithm)).div(safe));
}
