import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { i0e } from "../special/bessel.js";
import { nanWhere } from "./location-scale.js";

/** log of the density exp(κ cos x) / (2π I₀(κ)) of an angle; NaN unless κ > 0. */
export function logpdf(x: ArrayLike, kappa: ArrayLike): NDArray {
  const [angle, concentration] = np.promoteInexact("vonmises.logpdf", x, kappa);
  const value = concentration.mul(np.cos(angle).sub(1)).sub(np.log(i0e(concentration).mul(2 * Math.PI)));
  return nanWhere(np.logicalNot(concentration.greater(0)), value);
}

/** The density of the von Mises distribution of angles around 0, with concentration κ. */
export function pdf(x: ArrayLike, kappa: ArrayLike): NDArray {
  return np.exp(logpdf(x, kappa));
}
