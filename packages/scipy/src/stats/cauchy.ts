import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { type LocationScaleOptions, withLocationScale } from "./location-scale.js";

/** log of the density 1 / (π scale (1 + z²)), where z = (x − loc) / scale. */
export function logpdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("cauchy.logpdf", options, x);
  const z = value.sub(loc).div(scale);
  return np
    .log(scale.mul(Math.PI))
    .add(np.log1p(np.square(z)))
    .neg();
}

/** The density of the Cauchy distribution with median `loc` and half width `scale` at half its height. */
export function pdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, options));
}

const probabilityUpTo = (z: NDArray) =>
  np
    .arctan(z)
    .mul(1 / Math.PI)
    .add(0.5);

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("cauchy.cdf", options, x);
  return probabilityUpTo(value.sub(loc).div(scale));
}

/** log of the probability of numbers up to x. */
export function logcdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.log(cdf(x, options));
}

/** The probability of numbers beyond x. */
export function sf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("cauchy.sf", options, x);
  return probabilityUpTo(loc.sub(value).div(scale));
}

/** log of the probability of numbers beyond x. */
export function logsf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.log(sf(x, options));
}

/** The number up to which the probability is q. */
export function ppf(q: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [probability, loc, scale] = withLocationScale("cauchy.ppf", options, q);
  return np
    .tan(probability.mul(Math.PI).sub(Math.PI / 2))
    .mul(scale)
    .add(loc);
}

/** The number beyond which the probability is q. */
export function isf(q: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [probability, loc, scale] = withLocationScale("cauchy.isf", options, q);
  return np
    .tan(np.subtract(Math.PI / 2, probability.mul(Math.PI)))
    .mul(scale)
    .add(loc);
}
