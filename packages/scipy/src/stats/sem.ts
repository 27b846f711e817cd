import { type ArrayLike, type Axis, type DType, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** Options of `sem`. */
export interface SemOptions {
  /** The axis of samples; the first one by default, and all elements for `null`. */
  readonly axis?: number | null;
  /** How many degrees of freedom are taken off the number of samples in the variance; 1 by default. */
  readonly ddof?: number;
  /** Whether NaN makes the result NaN, as by default, or is left out. */
  readonly nanPolicy?: "propagate" | "omit";
  /** Whether the axis stays, with size 1. */
  readonly keepdims?: boolean;
}

/** The standard error of the mean: the standard deviation over √n. Integers become floats. */
export function sem(a: ArrayLike, options: SemOptions = {}): NDArray {
  requireOptions("sem", options, ["axis", "ddof", "nanPolicy", "keepdims"]);
  const { axis = 0, ddof = 1, nanPolicy = "propagate", keepdims = false } = options;
  if (nanPolicy !== "propagate" && nanPolicy !== "omit") {
    throw new TypeError(`sem: nanPolicy is "propagate" or "omit", found ${JSON.stringify(nanPolicy)}`);
  }
  const [array] = np.promoteInexact("sem", a);
  const over: { readonly axis: Axis; readonly keepdims: boolean } = { axis, keepdims };
  if (nanPolicy === "propagate") {
    const n = axis === null ? array.size : array.shape.at(axis);
    return np.std(array, { ...over, ddof }).div(Math.sqrt(n ?? 0));
  }
  const count = np.sum(np.logicalNot(np.isnan(array)), over);
  return np.nanstd(array, { ...over, ddof }).div(np.sqrt(count).astype(array.dtype as DType));
}
