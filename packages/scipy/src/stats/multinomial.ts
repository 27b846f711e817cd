import { type ArrayLike, type DType, isInexact, type Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { xlogy } from "../special/entropy.js";
import { gammaln } from "../special/gamma.js";
import { noneWhere } from "./location-scale.js";

/**
 * log of the probability n! Π p^x / x! of the counts x `[..., k]` of things of k kinds, among n, that have the probabilities p
 * `[..., k]`; −∞ unless the counts add up to n. Throws a `TypeError` unless the counts are integers.
 */
export function logpmf(x: ArrayLike, n: ArrayLike, p: ArrayLike): NDArray {
  const [probabilities] = np.promoteInexact("multinomial.logpmf", p);
  const [counts, total] = np.promoteDtypes("multinomial.logpmf", x, n);
  if (isInexact(counts.dtype as DType)) {
    throw new TypeError(
      `multinomial.logpmf: counts are integers, found ${counts.aval} of ${total.aval}; convert them with astype`,
    );
  }
  const dtype = probabilities.dtype as DType;
  const [some, all] = [counts.astype(dtype), total.astype(dtype)];
  const terms = np.sum(np.subtract(xlogy(some, probabilities), gammaln(some.add(1))), { axis: -1 });
  return noneWhere(np.notEqual(np.sum(some, { axis: -1 }), all), np.add(gammaln(all.add(1)), terms));
}

/** The probability of the counts x `[..., k]` of things of k kinds, among n, that have the probabilities p `[..., k]`. */
export function pmf(x: ArrayLike, n: ArrayLike, p: ArrayLike): NDArray {
  return np.exp(logpmf(x, n, p));
}
