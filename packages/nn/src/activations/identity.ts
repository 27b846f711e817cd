import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** x as an array. */
export function identity(x: ArrayLike): NDArray {
  return np.toArray(x, "identity");
}

/** The hyperbolic tangent. Integers become floats. */
export function tanh(x: ArrayLike): NDArray {
  return np.tanh(x);
}
