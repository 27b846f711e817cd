import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import {
  anyOf,
  type LocationScaleOptions,
  nanWhere,
  noneWhere,
  notProbability,
  withLocationScale,
} from "./location-scale.js";

/** log of the density 1 / scale on [loc, loc + scale]; −∞ elsewhere. */
export function logpdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("uniform.logpdf", options, x);
  return noneWhere(anyOf(np.greater(value, loc.add(scale)), np.less(value, loc)), np.log(scale).neg());
}

/** The density of the uniform distribution on [loc, loc + scale]. */
export function pdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, options));
}

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("uniform.cdf", options, x);
  const inside = np.where(np.greater(value, loc.add(scale)), 1, value.sub(loc).div(scale));
  return np.where(np.less(value, loc), 0, inside);
}

/** The number up to which the probability is q; NaN unless it is a probability. */
export function ppf(q: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [probability, loc, scale] = withLocationScale("uniform.ppf", options, q);
  return nanWhere(notProbability(probability), scale.mul(probability).add(loc));
}
