import { type ArrayLike, type Axis, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** Options of `softmax` and `logSoftmax`. */
export interface SoftmaxOptions {
  /** The axes along which the result sums to 1; the last one by default, and all of them for `null`. */
  readonly axis?: Axis;
  /** Elements for which this is false do not take part. Broadcasts to x. */
  readonly where?: ArrayLike;
}

/**
 * exp(x) / Σ exp(x) along `axis`, without overflow; 0 for elements that do not take part. An element of ∞ makes all of its row NaN.
 * Integers become floats.
 *
 * @example
 * String(nn.softmax(np.array([1000, 1000]))) // [0.5 0.5]
 */
export function softmax(x: ArrayLike, options: SoftmaxOptions = {}): NDArray {
  requireOptions("softmax", options, ["axis", "where"]);
  const { where, over, shifted } = shiftedRows("softmax", x, options);
  const unnormalized = np.exp(shifted);
  const result = unnormalized.div(np.sum(unnormalized, over));
  return where === undefined ? result : np.where(where, result, 0);
}

/**
 * log(softmax(x)) along `axis`, accurate where that is small; −∞ for elements that do not take part. An element of ∞ makes all of
 * its row NaN. Integers become floats.
 */
export function logSoftmax(x: ArrayLike, options: SoftmaxOptions = {}): NDArray {
  requireOptions("logSoftmax", options, ["axis", "where"]);
  const { where, over, shifted } = shiftedRows("logSoftmax", x, options);
  const result = shifted.sub(np.log(np.sum(np.exp(shifted), over)));
  return where === undefined ? result : np.where(where, result, Number.NEGATIVE_INFINITY);
}

/** Rows with their greatest element taken away, which changes no softmax: the greatest exponential is 1. */
function shiftedRows(name: string, x: ArrayLike, { axis = -1, where }: SoftmaxOptions) {
  const [array] = np.promoteInexact(name, x);
  const over = { axis, keepdims: true, ...(where !== undefined && { where }) };
  const greatest = np.max(array, { ...over, initial: Number.NEGATIVE_INFINITY });
  const safe = where === undefined ? array : np.where(where, array, Number.NEGATIVE_INFINITY);
  return { where, over, shifted: safe.sub(lax.stopGradient(greatest)) };
}
