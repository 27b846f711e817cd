import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { xlog1py, xlogy } from "../special/entropy.js";
import { anyOf, type LocationOptions, nanWhere, noneWhere, notProbability, withLocation } from "./location-scale.js";

/** log of the probability p^n (1 − p)^(1−n) of n = k − loc; −∞ unless that lies from 0 to 1. */
export function logpmf(k: ArrayLike, p: ArrayLike, options: LocationOptions = {}): NDArray {
  const [value, probability, loc] = withLocation("bernoulli.logpmf", options, k, p);
  const n = value.sub(loc);
  const inside = np.add(xlogy(n, probability), xlog1py(np.subtract(1, n), probability.neg()));
  return noneWhere(anyOf(n.less(0), n.greater(1)), inside);
}

/** The probability of k in the Bernoulli distribution, whose probability of 1 is p. */
export function pmf(k: ArrayLike, p: ArrayLike, options: LocationOptions = {}): NDArray {
  return np.exp(logpmf(k, p, options));
}

/** The probability of numbers up to k; NaN unless p is a probability. */
export function cdf(k: ArrayLike, p: ArrayLike): NDArray {
  const [value, probability] = np.promoteInexact("bernoulli.cdf", k, p);
  const fromZero = np.where(value.less(1), np.subtract(1, probability), 1);
  return nanWhere(anyOf(np.isnan(value), notProbability(probability)), np.where(value.less(0), 0, fromZero));
}

/** The number, 0 or 1, up to which the probability is at least q; NaN unless q and p are probabilities. */
export function ppf(q: ArrayLike, p: ArrayLike): NDArray {
  const [wanted, probability] = np.promoteInexact("bernoulli.ppf", q, p);
  const number = np.where(np.lessEqual(wanted, np.subtract(1, probability)), np.zerosLike(wanted), 1);
  return nanWhere(anyOf(notProbability(wanted), notProbability(probability)), number);
}
