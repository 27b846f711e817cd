import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { type LocationScaleOptions, nanWhere, noneWhere, notProbability, withLocationScale } from "./location-scale.js";

/** Where y = (x − loc) / scale lies below 1, off the support, and y itself, there 1. */
function support(name: string, x: ArrayLike, b: ArrayLike, options: LocationScaleOptions) {
  const [value, exponent, loc, scale] = withLocationScale(name, options, x, b);
  const below = np.less(value, loc.add(scale));
  return { y: np.where(below, 1, value.sub(loc).div(scale)), exponent, scale, below };
}

/** log of the density b / (scale y^(b+1)) for y = (x − loc) / scale ≥ 1; −∞ below. */
export function logpdf(x: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const { y, exponent, scale, below } = support("pareto.logpdf", x, b, options);
  return noneWhere(
    below,
    np
      .log(scale.div(exponent))
      .add(exponent.add(1).mul(np.log(y)))
      .neg(),
  );
}

/** The density of the Pareto distribution with exponent b, from loc + scale on. */
export function pdf(x: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, b, options));
}

/** log of the probability of numbers beyond x: −b log y. */
export function logsf(x: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const { y, exponent, below } = support("pareto.logsf", x, b, options);
  return np.where(below, 0, exponent.mul(np.log(y)).neg());
}

/** The probability of numbers beyond x. */
export function sf(x: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logsf(x, b, options));
}

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.expm1(logsf(x, b, options)).neg();
}

/** log of the probability of numbers up to x. */
export function logcdf(x: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.log1p(sf(x, b, options).neg());
}

/** The number up to which the probability is q; NaN unless it is a probability. */
export function ppf(q: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [probability, exponent, loc, scale] = withLocationScale("pareto.ppf", options, q, b);
  const quantile = np.power(np.subtract(1, probability), np.divide(-1, exponent));
  return nanWhere(notProbability(probability), scale.mul(quantile).add(loc));
}
