import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { log1mexp } from "@hyrax/nn";
import * as np from "@hyrax/numpy";
import { logNdtr, ndtr } from "../special/normal.js";
import { anyOf, type LocationScaleOptions, nanWhere, noneWhere, withLocationScale } from "./location-scale.js";
import * as norm from "./norm.js";

/** log of the probability of standard normal numbers between a and b. In one tail it is taken where that tail is small. */
function logMass(a: NDArray, b: NDArray): NDArray {
  const right = a.greater(0);
  const [low, high] = [np.where(right, b.neg(), a), np.where(right, a.neg(), b)];
  const [logLow, logHigh] = [logNdtr(low), logNdtr(high)];
  const inTail = logHigh.add(log1mexp(logHigh.sub(logLow)));
  const across = np.log1p(ndtr(a).add(ndtr(b.neg())).neg());
  return np.where(anyOf(right, b.lessEqual(0)), inTail, across);
}

/** log of the density of the normal distribution, given that z = (x − loc) / scale lies between a and b; NaN unless a < b. */
export function logpdf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, low, high, loc, scale] = withLocationScale("truncnorm.logpdf", options, x, a, b);
  const z = value.sub(loc).div(scale);
  const inside = norm.logpdf(value, { loc, scale }).sub(logMass(low, high));
  const off = anyOf(np.less(z, low), np.greater(z, high));
  return nanWhere(np.greaterEqual(low, high), noneWhere(off, inside));
}

/** The density of the normal distribution that is cut off at a and b, in units of `scale` from `loc`. */
export function pdf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, a, b, options));
}

/** log of the probability of numbers up to x. */
export function logcdf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, low, high, loc, scale] = withLocationScale("truncnorm.logcdf", options, x, a, b);
  return logProbability(value.sub(loc).div(scale), low, high);
}

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logcdf(x, a, b, options));
}

/** log of the probability of numbers beyond x. */
export function logsf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, low, high, loc, scale] = withLocationScale("truncnorm.logsf", options, x, a, b);
  return logProbability(loc.sub(value).div(scale), high.neg(), low.neg());
}

/** The probability of numbers beyond x. */
export function sf(x: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logsf(x, a, b, options));
}

/** log of the probability of numbers up to z, given that they lie between a and b. */
function logProbability(z: NDArray, a: NDArray, b: NDArray): NDArray {
  const whole = logMass(a, b);
  const below = logMass(a, z).sub(whole);
  // Close to 0, the logarithm is that of 1 less what lies beyond.
  const value = np.where(below.greater(-0.1), log1mexp(whole.sub(logMass(z, b))), below);
  const inside = np.where(np.greaterEqual(z, b), 0, noneWhere(np.lessEqual(z, a), value));
  return nanWhere(np.greaterEqual(a, b), inside);
}
