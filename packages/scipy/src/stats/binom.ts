import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { xlog1py, xlogy } from "../special/entropy.js";
import { gammaln } from "../special/gamma.js";
import { anyOf, type LocationOptions, noneWhere, withLocation } from "./location-scale.js";

/** log of the probability n! / (y! (n − y)!) p^y (1 − p)^(n−y) of y = k − loc; −∞ unless that lies from 0 to n. */
export function logpmf(k: ArrayLike, n: ArrayLike, p: ArrayLike, options: LocationOptions = {}): NDArray {
  const [value, trials, probability, loc] = withLocation("binom.logpmf", options, k, n, p);
  const successes = value.sub(loc);
  const failures = np.subtract(trials, successes);
  const ways = gammaln(trials.add(1)).sub(np.add(gammaln(successes.add(1)), gammaln(failures.add(1))));
  const linear = np.add(xlogy(successes, probability), xlog1py(failures, probability.neg()));
  // What is certain has the logarithm 0, exactly.
  const certain = anyOf(np.logicalAnd(successes.equal(0), trials.equal(0)), linear.equal(0));
  return noneWhere(
    anyOf(successes.less(0), np.greaterEqual(successes, trials.add(1))),
    np.where(certain, 0, ways.add(linear)),
  );
}

/** The probability of k successes in n trials that succeed with probability p. */
export function pmf(k: ArrayLike, n: ArrayLike, p: ArrayLike, options: LocationOptions = {}): NDArray {
  return np.exp(logpmf(k, n, p, options));
}
