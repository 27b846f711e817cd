import { type ArrayLike, max, type Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import { minimum, toArray, withDerivative } from "@hyrax/numpy";

const rectify = withDerivative(
  "relu",
  (x: NDArray) => max(x, 0),
  ([x], [dx]) => lax.select(lax.gt(x, 0), dx, lax.fullLike(dx, 0)),
);

/**
 * The rectified linear unit max(x, 0), of x's shape and dtype. Its derivative at 0 is 0, for which networks train best
 * (Bertoin et al., "Numerical influence of ReLU'(0) on backpropagation", 2021).
 *
 * @example
 * String(relu(np.array([-2, 0, 3]))) // [0. 0. 3.]
 */
export function relu(x: ArrayLike): NDArray {
  return rectify(toArray(x, "relu"));
}

const rectify6 = withDerivative(
  "relu6",
  (x: NDArray) => minimum(max(x, 0), 6),
  ([x], [dx]) => lax.select(lax.bitwiseAnd(lax.gt(x, 0), lax.lt(x, 6)), dx, lax.fullLike(dx, 0)),
);

/** min(max(x, 0), 6), of x's shape and dtype, with the derivative 0 at both of its corners. */
export function relu6(x: ArrayLike): NDArray {
  return rectify6(toArray(x, "relu6"));
}
