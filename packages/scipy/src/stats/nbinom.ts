import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { xlogy } from "../special/entropy.js";
import { gammaln } from "../special/gamma.js";
import { type LocationOptions, noneWhere, withLocation } from "./location-scale.js";

/** log of the probability Γ(y + n) / (Γ(n) y!) p^n (1 − p)^y of y = k − loc; −∞ unless that is at least 0. */
export function logpmf(k: ArrayLike, n: ArrayLike, p: ArrayLike, options: LocationOptions = {}): NDArray {
  const [value, successes, probability, loc] = withLocation("nbinom.logpmf", options, k, n, p);
  const failures = value.sub(loc);
  const ways = gammaln(np.add(failures, successes))
    .sub(gammaln(successes))
    .sub(gammaln(failures.add(1)));
  const linear = np.add(xlogy(successes, probability), xlogy(failures, np.subtract(1, probability)));
  return noneWhere(np.less(value, loc), np.add(ways, linear));
}

/** The probability of k failures before the n-th success, each of probability p. */
export function pmf(k: ArrayLike, n: ArrayLike, p: ArrayLike, options: LocationOptions = {}): NDArray {
  return np.exp(logpmf(k, n, p, options));
}
