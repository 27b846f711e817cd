import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** log(1 + exp(x)), without overflow. Integers become floats. */
export function softplus(x: ArrayLike): NDArray {
  return np.logaddexp(x, 0);
}

/** log(sigmoid(x)) = −log(1 + exp(−x)), accurate far below zero. Integers become floats. */
export function logSigmoid(x: ArrayLike): NDArray {
  return softplus(np.negative(x)).neg();
}

/** x · tanh(softplus(x)). Integers become floats. Source: Misra, "Mish", 2019. */
export function mish(x: ArrayLike): NDArray {
  const array = np.toArray(x, "mish");
  return array.mul(np.tanh(softplus(array)));
}

/** Options of `squareplus`. */
export interface SquareplusOptions {
  /** The size of the bend: the value at 0 is √b / 2. 4 by default. Broadcasts with x. */
  readonly b?: ArrayLike;
}

/** (x + √(x² + b)) / 2. Integers become floats. Source: Barron, "Squareplus", 2021. */
export function squareplus(x: ArrayLike, options: SquareplusOptions = {}): NDArray {
  requireOptions("squareplus", options, ["b"]);
  const array = np.toArray(x, "squareplus");
  return array.add(np.sqrt(np.square(array).add(options.b ?? 4))).div(2);
}
