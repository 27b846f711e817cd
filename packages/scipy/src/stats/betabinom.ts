import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { betaln } from "../special/beta.js";
import { anyOf, type LocationOptions, nanWhere, noneWhere, withLocation } from "./location-scale.js";

/** log of the probability n! / (y! (n − y)!) B(y + a, n − y + b) / B(a, b) of y = ⌊k⌋ − loc; −∞ unless that lies from 0 to n. */
export function logpmf(k: ArrayLike, n: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationOptions = {}): NDArray {
  const [value, trials, alpha, beta, loc] = withLocation("betabinom.logpmf", options, k, n, a, b);
  const successes = np.floor(value).sub(loc);
  const failures = np.subtract(trials, successes);
  // n! / (y! (n − y)!) = 1 / ((n + 1) B(n − y + 1, y + 1)).
  const ways = np
    .log1p(trials)
    .add(betaln(failures.add(1), successes.add(1)))
    .neg();
  const inside = ways.add(betaln(np.add(successes, alpha), np.add(failures, beta))).sub(betaln(alpha, beta));
  const certain = np.logicalAnd(successes.equal(0), trials.equal(0));
  const off = anyOf(successes.less(0), np.greater(successes, trials));
  const none = anyOf(trials.less(0), alpha.lessEqual(0), beta.lessEqual(0));
  return nanWhere(none, noneWhere(off, np.where(certain, 0, inside)));
}

/** The probability of k successes in n trials whose probability is drawn from the beta distribution with shapes a and b. */
export function pmf(k: ArrayLike, n: ArrayLike, a: ArrayLike, b: ArrayLike, options: LocationOptions = {}): NDArray {
  return np.exp(logpmf(k, n, a, b, options));
}
