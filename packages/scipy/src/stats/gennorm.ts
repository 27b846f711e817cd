import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { gammainc, gammaln } from "../special/gamma.js";

/** log of the density β exp(−|x|^β) / (2 Γ(1/β)). */
export function logpdf(x: ArrayLike, beta: ArrayLike): NDArray {
  const [value, power] = np.promoteInexact("gennorm.logpdf", x, beta);
  const normaliser = np.log(power.mul(0.5)).sub(gammaln(np.reciprocal(power)));
  return normaliser.sub(np.power(np.abs(value), power));
}

/** The density of the generalised normal distribution with power β: 1 for Laplace's, 2 for the normal one with variance ½. */
export function pdf(x: ArrayLike, beta: ArrayLike): NDArray {
  return np.exp(logpdf(x, beta));
}

/** The probability of numbers up to x. */
export function cdf(x: ArrayLike, beta: ArrayLike): NDArray {
  const [value, power] = np.promoteInexact("gennorm.cdf", x, beta);
  const within = gammainc(np.reciprocal(power), np.power(np.abs(value), power));
  return np.sign(value).mul(within).add(1).mul(0.5);
}
