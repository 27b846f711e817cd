import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { expit, logit } from "../special/logistic.js";
import { type LocationScaleOptions, withLocationScale } from "./location-scale.js";

/** log of the density exp(−z) / (scale (1 + exp(−z))²), where z = (x − loc) / scale. */
export function logpdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("logistic.logpdf", options, x);
  const half = value.sub(loc).div(scale).div(2);
  // In z / 2 it is symmetric, and overflows on neither side: −2 log(exp(z/2) + exp(−z/2)).
  return np.logaddexp(half, half.neg()).mul(-2).sub(np.log(scale));
}

/** The density of the logistic distribution with mean `loc`. */
export function pdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, options));
}

/** The probability of numbers up to x: the logistic function. */
export function cdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("logistic.cdf", options, x);
  return expit(value.sub(loc).div(scale));
}

/** The probability of numbers beyond x. */
export function sf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("logistic.sf", options, x);
  return expit(value.sub(loc).div(scale).neg());
}

/** The number up to which the probability is q. */
export function ppf(q: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [probability, loc, scale] = withLocationScale("logistic.ppf", options, q);
  return logit(probability).mul(scale).add(loc);
}

/** The number beyond which the probability is q. */
export function isf(q: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [probability, loc, scale] = withLocationScale("logistic.isf", options, q);
  return logit(probability).neg().mul(scale).add(loc);
}
