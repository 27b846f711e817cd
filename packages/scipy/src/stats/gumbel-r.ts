import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { log1mexp } from "@hyrax/nn";
import * as np from "@hyrax/numpy";
import { type LocationScaleOptions, nanWhere, withLocationScale } from "./location-scale.js";

/** z = (x − loc) / scale, and NaN for a scale that is not positive. */
function standardized(name: string, x: ArrayLike, options: LocationScaleOptions) {
  const [value, loc, scale] = withLocationScale(name, options, x);
  return { z: nanWhere(np.logicalNot(scale.greater(0)), value.sub(loc).div(scale)), loc, scale };
}

/** log of the density exp(−z − exp(−z)) / scale, where z = (x − loc) / scale. */
export function logpdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const { z, scale } = standardized("gumbelR.logpdf", x, options);
  return z.add(np.exp(z.neg())).add(np.log(scale)).neg();
}

/** The density of the Gumbel distribution of maxima, with mode `loc`. */
export function pdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, options));
}

/** log of the probability of numbers up to x: −exp(−z). */
export function logcdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(standardized("gumbelR.logcdf", x, options).z.neg()).neg();
}

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logcdf(x, options));
}

/** The probability of numbers beyond x. */
export function sf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.expm1(logcdf(x, options)).neg();
}

/** log of the probability of numbers beyond x, accurate far above. */
export function logsf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return log1mexp(np.exp(standardized("gumbelR.logsf", x, options).z.neg()));
}

/** The number up to which the probability is p; NaN unless it lies between 0 and 1. */
export function ppf(p: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [probability, loc, scale] = withLocationScale("gumbelR.ppf", options, p);
  const inside = np.logicalAnd(probability.greater(0), probability.less(1));
  const quantile = np.subtract(loc, scale.mul(np.log(np.log(probability).neg())));
  return nanWhere(np.logicalNot(inside), quantile);
}
