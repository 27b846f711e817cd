import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import * as maxima from "./gumbel-r.js";
import { type LocationScaleOptions, withLocationScale } from "./location-scale.js";

// The distribution of minima is that of maxima in a mirror.
function mirrored(name: string, x: ArrayLike, options: LocationScaleOptions): [NDArray, LocationScaleOptions] {
  const [value, loc, scale] = withLocationScale(name, options, x);
  return [value.neg(), { loc: loc.neg(), scale }];
}

/** log of the density exp(z − exp(z)) / scale, where z = (x − loc) / scale. */
export function logpdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return maxima.logpdf(...mirrored("gumbelL.logpdf", x, options));
}

/** The density of the Gumbel distribution of minima, with mode `loc`. */
export function pdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return maxima.pdf(...mirrored("gumbelL.pdf", x, options));
}

/** log of the probability of numbers up to x, accurate far below. */
export function logcdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return maxima.logsf(...mirrored("gumbelL.logcdf", x, options));
}

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return maxima.sf(...mirrored("gumbelL.cdf", x, options));
}

/** The probability of numbers beyond x. */
export function sf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return maxima.cdf(...mirrored("gumbelL.sf", x, options));
}

/** log of the probability of numbers beyond x: −exp(z). */
export function logsf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return maxima.logcdf(...mirrored("gumbelL.logsf", x, options));
}

/** The number up to which the probability is p; NaN unless it lies between 0 and 1. */
export function ppf(p: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [probability, loc, scale] = withLocationScale("gumbelL.ppf", options, p);
  const inside = np.logicalAnd(probability.greater(0), probability.less(1));
  const quantile = scale.mul(np.log(np.log1p(probability.neg()).neg())).add(loc);
  return np.where(inside, quantile, Number.NaN);
}
