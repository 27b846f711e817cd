import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { type LocationScaleOptions, nanWhere, noneWhere, notProbability, withLocationScale } from "./location-scale.js";

/** log of the density exp(−z) / scale for z = (x − loc) / scale ≥ 0; −∞ below. */
export function logpdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("expon.logpdf", options, x);
  return noneWhere(np.less(value, loc), value.sub(loc).div(scale).add(np.log(scale)).neg());
}

/** The density of the exponential distribution from `loc` on; `scale` is the mean distance from there. */
export function pdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, options));
}

/** log of the probability of numbers beyond x. */
export function logsf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("expon.logsf", options, x);
  return np.where(np.less(value, loc), 0, np.subtract(loc, value).div(scale));
}

/** The probability of numbers beyond x. */
export function sf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logsf(x, options));
}

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.expm1(logsf(x, options)).neg();
}

/** log of the probability of numbers up to x. */
export function logcdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.log1p(sf(x, options).neg());
}

/** The number up to which the probability is q; NaN unless it is a probability. */
export function ppf(q: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [probability, loc, scale] = withLocationScale("expon.ppf", options, q);
  return nanWhere(notProbability(probability), np.subtract(loc, scale.mul(np.log1p(probability.neg()))));
}
