import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";

const log1mexpOf = np.withDerivative(
  "log1mexp",
  (x: NDArray) => np.where(x.less(Math.LN2), np.log(np.expm1(x.neg()).neg()), np.log1p(np.exp(x.neg()).neg())),
  ([x], [dx]) => dx.div(np.expm1(x)),
);

/**
 * log(1 − exp(−x)) for x ≥ 0, accurate near 0 and far from it; NaN below. Integers become floats.
 * Source: Mächler, "Accurately computing log(1 − exp(−|a|))", 2012, equation 7.
 */
export function log1mexp(x: ArrayLike): NDArray {
  return log1mexpOf(...np.promoteInexact("log1mexp", x));
}
