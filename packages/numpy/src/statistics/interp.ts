import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { isComplex, requireOptions } from "@hyrax/core";
import { toArray } from "../convert.js";
import { abs, add, divide, multiply, subtract } from "../elementwise/arithmetic.js";
import { greater, less, lessEqual } from "../elementwise/comparison.js";
import { mod } from "../elementwise/division.js";
import { clip } from "../elementwise/extremes.js";
import { finfo } from "../float-info.js";
import { takeAt } from "../indexing/take.js";
import { concatenate } from "../joining.js";
import { promoteDtypesInexact } from "../promote.js";
import { sliceAxis } from "../slices.js";
import { searchsorted } from "../sorting/searchsorted.js";
import { argsort } from "../sorting/sort.js";
import { where } from "../where.js";

/** What `interp` returns beyond a sample: a value, or a continuation of the line; the sample itself if not given. */
export type Beyond = ArrayLike | "extrapolate";

/** Options of `interp`. */
export interface InterpOptions {
  readonly left?: Beyond;
  readonly right?: Beyond;
  /** The period of the places: then nothing lies beyond the samples. */
  readonly period?: number;
}

/**
 * Linear interpolation at places `x` between samples `fp` at increasing places `xp`. Throws a `TypeError` unless the samples are one
 * axis of the same size.
 */
export function interp(x: ArrayLike, xp: ArrayLike, fp: ArrayLike, options: InterpOptions = {}): NDArray {
  requireOptions("interp", options, ["left", "right", "period"]);
  const given = toArray(fp, "interp");
  // Samples may be complex, but their places are real.
  const [at, places, values] = isComplex(given.dtype)
    ? [...promoteDtypesInexact("interp", x, xp), given]
    : promoteDtypesInexact("interp", x, xp, given);
  if (places.ndim !== 1 || values.ndim !== 1 || places.size !== values.size || places.size === 0) {
    throw new TypeError(
      `interp: xp and fp must be one axis of the same size, found [${places.shape.join(", ")}] and [${values.shape.join(", ")}]`,
    );
  }
  if (options.period === undefined) return between(at, places, values, options);
  if (options.period === 0) throw new TypeError("interp: the period is 0");
  const period = Math.abs(options.period);
  const [wrappedPlaces, wrappedValues] = periodic(mod(places, period), values, period);
  return between(mod(at, period), wrappedPlaces, wrappedValues, {});
}

/** The samples in order, with the last one before the first, and the first one behind the last. */
function periodic(places: NDArray, values: NDArray, period: number): readonly [NDArray, NDArray] {
  const order = argsort(places);
  const [xp, fp] = [places, values].map((y) => takeAt(y, order, 0, { mode: "promise_in_bounds" })) as [
    NDArray,
    NDArray,
  ];
  const count = xp.size;
  const first = (y: NDArray) => sliceAxis(y, 0, 0, 1);
  const last = (y: NDArray) => sliceAxis(y, 0, count - 1, count);
  return [
    concatenate([subtract(last(xp), period), xp, add(first(xp), period)]),
    concatenate([last(fp), fp, first(fp)]),
  ];
}

function between(x: NDArray, xp: NDArray, fp: NDArray, { left, right }: InterpOptions): NDArray {
  const count = xp.size;
  const after = clip(searchsorted(xp, x, { side: "right" }), 1, Math.max(count - 1, 1));
  const before = subtract(after, 1);
  const pick = (y: NDArray, index: NDArray) => takeAt(y, index, 0, { mode: "clip" });
  const [x0, f0] = [pick(xp, before), pick(fp, before)];
  const width = subtract(pick(xp, after), x0);
  const rise = subtract(pick(fp, after), f0);
  // Samples at the same place: there is no slope, and none must reach the derivative.
  const { eps } = finfo(xp.dtype);
  const empty = lessEqual(abs(width), Number(eps) ** 2);
  const slope = divide(subtract(x, x0), where(empty, 1, width));
  const inside = where(empty, f0, add(f0, multiply(slope, rise)));
  const atLeft = left === "extrapolate" ? inside : where(less(x, xp.get(0)), left ?? fp.get(0), inside);
  return right === "extrapolate" ? atLeft : where(greater(x, xp.get(-1)), right ?? fp.get(-1), atLeft);
}
