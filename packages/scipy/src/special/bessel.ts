import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";

/** The modified Bessel function of the first kind of order 0. Integers become floats. */
export function i0(x: ArrayLike): NDArray {
  const [array] = np.promoteInexact("i0", x);
  return np.exp(np.abs(array)).mul(special.besselI0e(array));
}

/** exp(−|x|) i0(x), which does not overflow. Integers become floats. */
export function i0e(x: ArrayLike): NDArray {
  return special.besselI0e(...np.promoteInexact("i0e", x));
}

/** The modified Bessel function of the first kind of order 1. Integers become floats. */
export function i1(x: ArrayLike): NDArray {
  const [array] = np.promoteInexact("i1", x);
  return np.exp(np.abs(array)).mul(special.besselI1e(array));
}

/** exp(−|x|) i1(x), which does not overflow. Integers become floats. */
export function i1e(x: ArrayLike): NDArray {
  return special.besselI1e(...np.promoteInexact("i1e", x));
}
