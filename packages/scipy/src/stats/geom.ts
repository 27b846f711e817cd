import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { xlog1py } from "../special/entropy.js";
import { type LocationOptions, noneWhere, withLocation } from "./location-scale.js";

/** log of the probability p (1 − p)^(n−1) of n = k − loc; −∞ unless that is positive. */
export function logpmf(k: ArrayLike, p: ArrayLike, options: LocationOptions = {}): NDArray {
  const [value, probability, loc] = withLocation("geom.logpmf", options, k, p);
  const n = value.sub(loc);
  return noneWhere(n.lessEqual(0), xlog1py(n.sub(1), probability.neg()).add(np.log(probability)));
}

/** The probability that the first success, each of probability p, is the k-th trial. */
export function pmf(k: ArrayLike, p: ArrayLike, options: LocationOptions = {}): NDArray {
  return np.exp(logpmf(k, p, options));
}
