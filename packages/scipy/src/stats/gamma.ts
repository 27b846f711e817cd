import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { xlogy } from "../special/entropy.js";
import { gammainc, gammaincc, gammaln } from "../special/gamma.js";
import { type LocationScaleOptions, noneWhere, withLocationScale } from "./location-scale.js";

/** log of the density y^(a−1) exp(−y) / (scale Γ(a)) for y = (x − loc) / scale ≥ 0; −∞ below. */
export function logpdf(x: ArrayLike, a: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, shape, loc, scale] = withLocationScale("gamma.logpdf", options, x, a);
  const below = np.less(value, loc);
  // Off the support there is no logarithm, nor a derivative of it.
  const y = np.where(below, 1, value.sub(loc).div(scale));
  return noneWhere(
    below,
    xlogy(shape.sub(1), y)
      .sub(y)
      .sub(gammaln(shape).add(np.log(scale))),
  );
}

/** The density of the gamma distribution with shape a. */
export function pdf(x: ArrayLike, a: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, a, options));
}

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, a: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, shape, loc, scale] = withLocationScale("gamma.cdf", options, x, a);
  return gammainc(shape, lax.clamp(0, value.sub(loc).div(scale), Number.POSITIVE_INFINITY));
}

/** log of the probability of numbers up to x. */
export function logcdf(x: ArrayLike, a: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.log(cdf(x, a, options));
}

/** The probability of numbers beyond x. */
export function sf(x: ArrayLike, a: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, shape, loc, scale] = withLocationScale("gamma.sf", options, x, a);
  const y = value.sub(loc).div(scale);
  return np.where(y.less(0), 1, gammaincc(shape, y));
}

/** log of the probability of numbers beyond x. */
export function logsf(x: ArrayLike, a: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.log(sf(x, a, options));
}
