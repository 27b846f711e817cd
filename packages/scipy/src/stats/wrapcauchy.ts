import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { anyOf, nanWhere, noneWhere } from "./location-scale.js";

/** log of the density (1 − c²) / (2π (1 + c² − 2 c cos x)) of an angle from 0 to 2π; −∞ elsewhere, NaN unless 0 < c < 1. */
export function logpdf(x: ArrayLike, c: ArrayLike): NDArray {
  const [angle, concentration] = np.promoteInexact("wrapcauchy.logpdf", x, c);
  const squared = np.square(concentration);
  const distance = squared.add(1).sub(concentration.mul(2).mul(np.cos(angle)));
  const inside = np
    .log1p(squared.neg())
    .sub(Math.log(2 * Math.PI))
    .sub(np.log(distance));
  const off = anyOf(angle.less(0), angle.greater(2 * Math.PI));
  const parameter = np.logicalAnd(concentration.greater(0), concentration.less(1));
  return nanWhere(np.logicalNot(parameter), noneWhere(off, inside));
}

/** The density of the wrapped Cauchy distribution of angles around 0, with concentration c. */
export function pdf(x: ArrayLike, c: ArrayLike): NDArray {
  return np.exp(logpdf(x, c));
}
