import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";

/** The Hurwitz zeta function Σ (k + q)^(−x) over k ≥ 0, for x > 1. Integers become floats. */
export function zeta(x: ArrayLike, q: ArrayLike): NDArray {
  return special.zeta(...np.promoteInexact("zeta", x, q));
}
