import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { xlogy } from "../special/entropy.js";
import { gammaln } from "../special/gamma.js";
import { noneWhere } from "./location-scale.js";

/** How far the sum of proportions may be from 1. */
const tolerance = 1e-6;

/**
 * log of the density Γ(Σ α) Π x^(α−1) / Γ(α) of proportions x `[k, ...]` with the parameters α `[k]`; −∞ unless they are positive
 * and add up to 1. Where x has k − 1 rows, the last one is what is missing to 1. Throws a `TypeError` for other shapes.
 */
export function logpdf(x: ArrayLike, alpha: ArrayLike): NDArray {
  const [given, parameters] = np.promoteDtypesInexact("dirichlet.logpdf", x, alpha);
  const [kinds = 0] = parameters.shape;
  const [rows] = given.shape;
  if (parameters.ndim !== 1 || (rows !== kinds && rows !== kinds - 1)) {
    throw new TypeError(
      `dirichlet.logpdf: parameters are [k] and proportions [k, ...] or [k - 1, ...]; found ${parameters.aval} and ${given.aval}`,
    );
  }
  const rest = () => np.subtract(1, np.sum(given, { axis: 0, keepdims: true }));
  const proportions = rows === kinds ? given : np.concatenate([given, rest()], { axis: 0 });
  const normaliser = np.sum(gammaln(parameters)).sub(gammaln(np.sum(parameters)));
  const powers = parameters.sub(1).reshape([kinds, ...proportions.shape.slice(1).map(() => 1)]);
  const value = np.sum(xlogy(powers, proportions), { axis: 0 }).sub(normaliser);
  const distance = np.abs(np.sum(proportions, { axis: 0 }).sub(1));
  const onSimplex = np.logicalAnd(np.all(proportions.greater(0), { axis: 0 }), distance.less(tolerance));
  return noneWhere(np.logicalNot(onSimplex), value);
}

/** The density of proportions x `[k, ...]` in the Dirichlet distribution with the parameters α `[k]`. */
export function pdf(x: ArrayLike, alpha: ArrayLike): NDArray {
  return np.exp(logpdf(x, alpha));
}
