import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** The logistic function 1 / (1 + exp(−x)), of floats. */
export function sigmoid(x: ArrayLike): NDArray {
  return lax.logistic(np.toArray(x, "sigmoid"));
}

/** x · sigmoid(x), of floats; also called `swish`. */
export function silu(x: ArrayLike): NDArray {
  const array = np.toArray(x, "silu");
  return array.mul(sigmoid(array));
}

/** Options of `glu`. */
export interface GluOptions {
  /** The axis to halve; the last one by default. */
  readonly axis?: number;
}

/**
 * The gated linear unit: one half of x along an axis, each element times the sigmoid of its partner in the other half. Throws a
 * `TypeError` if the axis has an odd size. Source: Dauphin et al., "Language modeling with gated convolutional networks", 2017.
 */
export function glu(x: ArrayLike, options: GluOptions = {}): NDArray {
  requireOptions("glu", options, ["axis"]);
  const { axis = -1 } = options;
  const array = np.toArray(x, "glu");
  const size = array.shape.at(axis);
  if (size === undefined || size % 2 !== 0) {
    throw new TypeError(`glu: axis ${axis} of ${array.aval} must be there and have an even size, to be halved`);
  }
  // Two sections of an axis with an even size.
  const [values, gates] = np.split(array, 2, { axis }) as [NDArray, NDArray];
  return values.mul(sigmoid(gates));
}
