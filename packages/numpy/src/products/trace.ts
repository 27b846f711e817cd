import type { ArrayLike, DType, Array as NDArray } from "@hyrax/core";
import { requireOptions } from "@hyrax/core";
import { type DiagonalOptions, diagonal } from "../indexing/diagonal.js";
import { sum } from "../reductions/sum.js";

/** Options of `trace`. */
export interface TraceOptions extends DiagonalOptions {
  readonly dtype?: DType;
}

/** The sum of the diagonal of the matrices that `axis1` and `axis2` span, the first two axes by default. */
export function trace(x: ArrayLike, given: TraceOptions = {}): NDArray {
  requireOptions("trace", given, ["dtype", "offset", "axis1", "axis2"]);
  const { dtype, ...options } = given;
  return sum(diagonal(x, options), { axis: -1, ...(dtype !== undefined && { dtype }) });
}
