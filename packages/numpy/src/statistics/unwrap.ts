import { type ArrayLike, isFloating, type Array as NDArray, requireOptions } from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { toArray } from "../convert.js";
import { abs, add, subtract } from "../elementwise/arithmetic.js";
import { equal, greater, less, logicalAnd } from "../elementwise/comparison.js";
import { mod } from "../elementwise/division.js";
import { concatenate } from "../joining.js";
import { cumsum } from "../reductions/cumulative.js";
import { sliceAxis } from "../slices.js";
import { where } from "../where.js";
import { diff } from "./differences.js";

/** Options of `unwrap`. */
export interface UnwrapOptions {
  /** The least jump to be undone; half a period if not given. */
  readonly discont?: number;
  /** The axis to unwrap along, the last by default. */
  readonly axis?: number;
  /** 2π if not given. */
  readonly period?: number;
}

/** Angles without jumps: multiples of the period are added wherever neighbours differ by more than half of it. */
export function unwrap(x: ArrayLike, options: UnwrapOptions = {}): NDArray {
  requireOptions("unwrap", options, ["discont", "axis", "period"]);
  const { period = 2 * Math.PI, discont = period / 2 } = options;
  const array = toArray(x, "unwrap");
  const axis = canonicalAxis("unwrap", options.axis ?? -1, array.ndim);
  const steps = diff(array, { axis });
  const half = isFloating(steps.dtype) || !Number.isInteger(period) ? period / 2 : Math.floor(period / 2);
  const wrapped = subtract(mod(add(steps, half), period), half);
  // Half a period up stays half a period up.
  const short = where(logicalAnd(equal(wrapped, -half), greater(steps, 0)), half, wrapped);
  const corrections = where(less(abs(steps), discont), 0, subtract(short, steps));
  const size = array.shape[axis] as number;
  const rest = add(sliceAxis(array, axis, Math.min(1, size), size), cumsum(corrections, { axis }));
  return concatenate([sliceAxis(array, axis, 0, Math.min(1, size)).astype(rest.dtype), rest], { axis });
}
