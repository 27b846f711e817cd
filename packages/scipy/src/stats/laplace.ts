import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { type LocationScaleOptions, withLocationScale } from "./location-scale.js";

/** log of the density exp(−|z|) / (2 scale), where z = (x − loc) / scale. */
export function logpdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("laplace.logpdf", options, x);
  return np
    .abs(value.sub(loc))
    .div(scale)
    .add(np.log(scale.mul(2)))
    .neg();
}

/** The density of the Laplace distribution with mean `loc`; `scale` is the mean distance from it. */
export function pdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, options));
}

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, loc, scale] = withLocationScale("laplace.cdf", options, x);
  const z = value.sub(loc).div(scale);
  const below = np.exp(z).mul(0.5);
  return np.where(z.lessEqual(0), below, np.subtract(1, np.exp(z.neg()).mul(0.5)));
}
