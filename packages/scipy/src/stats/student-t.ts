import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { gammaln } from "../special/gamma.js";
import { type LocationScaleOptions, withLocationScale } from "./location-scale.js";

/** log of the density Γ((df + 1) / 2) (1 + z² / df)^(−(df + 1) / 2) / (scale √(π df) Γ(df / 2)), where z = (x − loc) / scale. */
export function logpdf(x: ArrayLike, df: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  const [value, freedom, loc, scale] = withLocationScale("t.logpdf", options, x, df);
  const z = value.sub(loc).div(scale);
  const half = freedom.div(2);
  const power = half.add(0.5);
  const root = np.log(np.square(scale).mul(Math.PI).mul(freedom)).div(2);
  const normaliser = gammaln(half).add(root).sub(gammaln(power));
  return normaliser.add(power.mul(np.log1p(np.square(z).div(freedom)))).neg();
}

/** The density of Student's t distribution with df degrees of freedom. */
export function pdf(x: ArrayLike, df: ArrayLike, options: LocationScaleOptions = {}): NDArray {
  return np.exp(logpdf(x, df, options));
}
