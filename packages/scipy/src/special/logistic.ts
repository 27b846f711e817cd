import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** The logistic function 1 / (1 + exp(−x)). Integers become floats. */
export function expit(x: ArrayLike): NDArray {
  return lax.logistic(np.promoteInexact("expit", x)[0]);
}

const logitOf = np.withDerivative(
  "logit",
  (x: NDArray) => np.log(x.div(np.subtract(1, x))),
  ([x], [dx]) => dx.div(x.mul(np.subtract(1, x))),
);

/** log(x / (1 − x)), the inverse of `expit`. Integers become floats. */
export function logit(x: ArrayLike): NDArray {
  return logitOf(...np.promoteInexact("logit", x));
}
