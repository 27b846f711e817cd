import type { ArrayLike, DType, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { entr, xlogy } from "../special/entropy.js";
import { gammaincc, gammaln } from "../special/gamma.js";
import { anyOf, type LocationOptions, noneWhere, withLocation } from "./location-scale.js";

/** log of the probability μ^n exp(−μ) / n! of n = k − loc; −∞ unless that is a whole number from 0 on. */
export function logpmf(k: ArrayLike, mu: ArrayLike, options: LocationOptions = {}): NDArray {
  const [value, mean, loc] = withLocation("poisson.logpmf", options, k, mu);
  const n = value.sub(loc);
  const off = anyOf(n.less(0), np.notEqual(np.round(value), value));
  return noneWhere(
    off,
    xlogy(n, mean)
      .sub(gammaln(n.add(1)))
      .sub(mean),
  );
}

/** The probability of k in the Poisson distribution with mean μ. */
export function pmf(k: ArrayLike, mu: ArrayLike, options: LocationOptions = {}): NDArray {
  return np.exp(logpmf(k, mu, options));
}

/** The probability of numbers up to k. */
export function cdf(k: ArrayLike, mu: ArrayLike, options: LocationOptions = {}): NDArray {
  const [value, mean, loc] = withLocation("poisson.cdf", options, k, mu);
  const n = value.sub(loc);
  return np.where(n.less(0), 0, gammaincc(np.floor(n.add(1)), mean));
}

/** Up to each mean so many terms hold all of the entropy that floats can show: more than 9 standard deviations. */
const ranges = [
  { upTo: 10, terms: 40 },
  { upTo: 100, terms: 250 },
] as const;

/**
 * The entropy −Σ p log p, in nats. It is added up for means to 100; beyond it is ½ log(2πe μ) − 1/(12μ), the first terms of its
 * asymptotic series (Knessl, "Integral representations and asymptotic expansions for Shannon and Renyi entropies", 1998).
 */
export function entropy(mu: ArrayLike, options: LocationOptions = {}): NDArray {
  const [mean, loc] = withLocation("poisson.entropy", options, mu);
  const asymptotic = np
    .log(mean.mul(2 * Math.PI * Math.E))
    .mul(0.5)
    .sub(np.reciprocal(mean.mul(12)));
  const value = ranges.reduceRight(
    (beyond, { upTo, terms }) => np.where(mean.less(upTo), sumOf(terms, mean), beyond),
    asymptotic,
  );
  return np.where(mean.equal(0), 0, value).add(np.zerosLike(loc));
}

function sumOf(terms: number, mean: NDArray): NDArray {
  const k = np.arange(terms, undefined, undefined, { dtype: mean.dtype as DType });
  return np.sum(entr(pmf(k, np.expandDims(mean, -1))), { axis: -1 });
}
