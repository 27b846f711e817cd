import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { weakFloat } from "../weak-float.js";

/** Options of `elu` and `celu`. */
export interface ExponentialLinearOptions {
  /** What −elu(x) tends to far below zero; 1 by default. Broadcasts with x. */
  readonly alpha?: ArrayLike;
}

/**
 * The exponential linear unit: x where x > 0, else `alpha` (exp(x) − 1). Integers become floats.
 * Source: Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear units", 2016.
 */
export function elu(x: ArrayLike, options: ExponentialLinearOptions = {}): NDArray {
  requireOptions("elu", options, ["alpha"]);
  const array = np.toArray(x, "elu");
  const positive = array.greater(0);
  // The branch that is not taken gets 0: where it overflowed, its derivative would be 0 · ∞.
  const below = np.expm1(np.where(positive, weakFloat(0), array));
  return np.where(positive, array, below.mul(options.alpha ?? 1));
}

/**
 * The continuously differentiable exponential linear unit: x where x > 0, else `alpha` (exp(x / alpha) − 1). Integers become
 * floats. Source: Barron, "Continuously differentiable exponential linear units", 2017.
 */
export function celu(x: ArrayLike, options: ExponentialLinearOptions = {}): NDArray {
  requireOptions("celu", options, ["alpha"]);
  const alpha = options.alpha ?? 1;
  const [array] = np.promoteArgs("celu", x, weakFloat(0));
  return np.maximum(array, 0).add(np.expm1(np.minimum(array, 0).div(alpha)).mul(alpha));
}

// With these, the activations of a deep network tend to mean 0 and variance 1: Klambauer et al., "Self-normalizing neural
// networks", 2017, equation 14.
const seluAlpha = 1.6732632423543772848170429916717;
const seluScale = 1.0507009873554804934193349852946;

/** The scaled exponential linear unit: 1.0507 x where x > 0, else 1.7581 (exp(x) − 1). Integers become floats. */
export function selu(x: ArrayLike): NDArray {
  return elu(x, { alpha: seluAlpha }).mul(seluScale);
}
