import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { logNdtr, ndtr, ndtri } from "../special/normal.js";
import { type LocationScaleOptions, withLocationScale } from "./location-scale.js";

/** log of the density of the normal distribution with mean `loc` and standard deviation `scale`. */
export function logpdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("norm.logpdf", options, x);
  const variance = np.square(scale);
  const normaliser = np.log(variance.mul(2 * Math.PI));
  return normaliser.add(np.square(value.sub(loc)).div(variance)).div(-2);
}

/** The density of the normal distribution with mean `loc` and standard deviation `scale`. */
export function pdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, options));
}

/** The probability of numbers up to x, of float32 or float64. */
export function cdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("norm.cdf", options, x);
  return ndtr(value.sub(loc).div(scale));
}

/** log of the probability of numbers up to x, accurate in both tails; of float32 or float64. */
export function logcdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("norm.logcdf", options, x);
  return logNdtr(value.sub(loc).div(scale));
}

/** The probability of numbers beyond x, of float32 or float64. */
export function sf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("norm.sf", options, x);
  return ndtr(loc.sub(value).div(scale));
}

/** log of the probability of numbers beyond x, accurate in both tails; of float32 or float64. */
export function logsf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("norm.logsf", options, x);
  return logNdtr(loc.sub(value).div(scale));
}

/** The number up to which the probability is q, of float32 or float64. */
export function ppf(q: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [probability, loc, scale] = withLocationScale("norm.ppf", options, q);
  return ndtri(probability).mul(scale).add(loc);
}

/** The number beyond which the probability is q, of float32 or float64. */
export function isf(q: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [probability, loc, scale] = withLocationScale("norm.isf", options, q);
  return ndtri(np.subtract(1, probability)).mul(scale).add(loc);
}
