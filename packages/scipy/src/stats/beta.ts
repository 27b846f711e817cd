import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { betainc, betaln } from "../special/beta.js";
import { xlog1py, xlogy } from "../special/entropy.js";
import { anyOf, type LocationScaleOptions, nanWhere, noneWhere, withLocationScale } from "./location-scale.js";

/** log of the density y^(a−1) (1 − y)^(b−1) / (scale B(a, b)) for y = (x − loc) / scale on [0, 1]; −∞ elsewhere. */
export function logpdf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, alpha, beta, loc, scale] = withLocationScale("beta.logpdf", options, x, a, b);
  const y = value.sub(loc).div(scale);
  const linear = np.add(xlogy(alpha.sub(1), y), xlog1py(beta.sub(1), y.neg()));
  const inside = linear.sub(betaln(alpha, beta)).sub(np.log(scale));
  const off = anyOf(np.greater(value, loc.add(scale)), np.less(value, loc));
  return nanWhere(anyOf(alpha.lessEqual(0), beta.lessEqual(0), scale.lessEqual(0)), noneWhere(off, inside));
}

/** The density of the beta distribution with shapes a and b on [loc, loc + scale]. */
export function pdf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, a, b, options));
}

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, alpha, beta, loc, scale] = withLocationScale("beta.cdf", options, x, a, b);
  return betainc(alpha, beta, lax.clamp(0, value.sub(loc).div(scale), 1));
}

/** log of the probability of numbers up to x. */
export function logcdf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.log(cdf(x, a, b, options));
}

/** The probability of numbers beyond x. */
export function sf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, alpha, beta, loc, scale] = withLocationScale("beta.sf", options, x, a, b);
  return betainc(beta, alpha, np.subtract(1, lax.clamp(0, value.sub(loc).div(scale), 1)));
}

/** log of the probability of numbers beyond x. */
export function logsf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.log(sf(x, a, b, options));
}
