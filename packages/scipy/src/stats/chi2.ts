import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { gammainc, gammaincc, gammaln } from "../special/gamma.js";
import { type LocationScaleOptions, noneWhere, withLocationScale } from "./location-scale.js";

/** log of the density y^(df/2−1) exp(−y/2) / (scale 2^(df/2) Γ(df/2)) for y = (x − loc) / scale ≥ 0; −∞ below. */
export function logpdf(x: ArrayLike, df: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, freedom, loc, scale] = withLocationScale("chi2.logpdf", options, x, df);
  const half = freedom.div(2);
  const y = value.sub(loc).div(scale);
  const kernel = half.sub(1).mul(np.log(y)).sub(y.div(2));
  const normaliser = gammaln(half).add(half.mul(Math.LN2)).add(np.log(scale));
  return noneWhere(np.less(value, loc), kernel.sub(normaliser));
}

/** The density of the χ² distribution with df degrees of freedom. */
export function pdf(x: ArrayLike, df: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, df, options));
}

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, df: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, freedom, loc, scale] = withLocationScale("chi2.cdf", options, x, df);
  return gammainc(freedom.div(2), lax.clamp(0, value.sub(loc).div(scale.mul(2)), Number.POSITIVE_INFINITY));
}

/** log of the probability of numbers up to x. */
export function logcdf(x: ArrayLike, df: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.log(cdf(x, df, options));
}

/** The probability of numbers beyond x. */
export function sf(x: ArrayLike, df: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, freedom, loc, scale] = withLocationScale("chi2.sf", options, x, df);
  return gammaincc(freedom.div(2), lax.clamp(0, value.sub(loc).div(scale.mul(2)), Number.POSITIVE_INFINITY));
}

/** log of the probability of numbers beyond x. */
export function logsf(x: ArrayLike, df: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.log(sf(x, df, options));
}
