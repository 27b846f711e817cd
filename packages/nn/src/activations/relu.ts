import { type ArrayLike, max, min, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { weakFloat } from "../weak-float.js";

const rectify = np.withDerivative(
  "relu",
  (x: NDArray) => max(x, 0),
  ([x], [dx]) => lax.select(lax.gt(x, 0), dx, lax.fullLike(dx, 0)),
);

/**
 * The rectified linear unit max(x, 0), of x's shape and dtype. Its derivative at 0 is 0, with which networks train best
 * (Bertoin et al., "Numerical influence of ReLU'(0) on backpropagation", 2021).
 *
 * @example
 * String(nn.relu(np.array([-2, 0, 3]))) // [0. 0. 3.]
 */
export function relu(x: ArrayLike): NDArray {
  return rectify(np.promoteNumeric("relu", x)[0]);
}

const rectify6 = np.withDerivative(
  "relu6",
  (x: NDArray) => min(max(x, 0), 6),
  ([x], [dx]) => lax.select(lax.bitwiseAnd(lax.gt(x, 0), lax.lt(x, 6)), dx, lax.fullLike(dx, 0)),
);

/** min(max(x, 0), 6), with the derivative 0 at both corners. Integers become floats. */
export function relu6(x: ArrayLike): NDArray {
  return rectify6(np.promoteArgs("relu6", x, weakFloat(6))[0]);
}

/** Options of `leakyRelu`. */
export interface LeakyReluOptions {
  /** The slope below zero; 0.01 by default. Broadcasts with x. */
  readonly negativeSlope?: ArrayLike;
}

/** x where x ≥ 0, and `negativeSlope` times x below. */
export function leakyRelu(x: ArrayLike, options: LeakyReluOptions = {}): NDArray {
  requireOptions("leakyRelu", options, ["negativeSlope"]);
  const array = np.toArray(x, "leakyRelu");
  return np.where(array.greaterEqual(0), array, array.mul(options.negativeSlope ?? 0.01));
}
