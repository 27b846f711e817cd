import {
  type ArrayLike,
  type Axis,
  dynamicSlice,
  type Array as NDArray,
  requireOptions,
  rev,
  scalarArray,
  sub,
} from "@hyrax/core";
import { canonicalAxes, canonicalAxis } from "./axes.js";
import { convertTo, toArray } from "./convert.js";
import { mod } from "./elementwise/division.js";
import { concatenate } from "./joining.js";
import { ravel, reshape, swapaxes } from "./shape.js";
import { sliceAxis } from "./slices.js";

/** x with the order of its elements reversed along axes; along all if none is given. */
export function flip(x: ArrayLike, options: { readonly axis?: Axis } = {}): NDArray {
  requireOptions("flip", options, ["axis"]);
  const array = toArray(x, "flip");
  const dimensions = canonicalAxes("flip", options.axis, array.ndim);
  return dimensions.length === 0 ? array : rev(array, { dimensions });
}

/** x reversed along axis 1. */
export function fliplr(x: ArrayLike): NDArray {
  return flip(x, { axis: 1 });
}

/** x reversed along axis 0. */
export function flipud(x: ArrayLike): NDArray {
  return flip(x, { axis: 0 });
}

/**
 * x with its elements moved along axes; those that leave at one end come in at the other. Without an axis all elements move as if
 * they lay along one.
 *
 * @param shift how far, for each axis; integers, or integer arrays that may be traced
 */
export function roll(x: ArrayLike, shift: ArrayLike, options: { readonly axis?: Axis } = {}): NDArray {
  requireOptions("roll", options, ["axis"]);
  const array = toArray(x, "roll");
  if (options.axis === undefined || options.axis === null) {
    return reshape(rollAxis(ravel(array), firstOf(shift), 0), array.shape);
  }
  // One axis may be named several times, and moves by the sum.
  const given = typeof options.axis === "number" ? [options.axis] : options.axis;
  const axes = given.map((axis) => canonicalAxis("roll", axis, array.ndim));
  const shifts = shiftsOf(shift, axes.length);
  return axes.reduce((rolled, axis, i) => rollAxis(rolled, shifts[i] as number | NDArray, axis), array);
}

function shiftsOf(shift: ArrayLike, count: number): readonly (number | NDArray)[] {
  if (typeof shift === "number") return Array<number>(count).fill(shift);
  const list = toArray(shift, "roll");
  const shifts =
    list.ndim === 0
      ? Array<NDArray>(count).fill(list)
      : Array.isArray(shift)
        ? (shift as (number | NDArray)[])
        : [...list];
  if (shifts.length !== 1 && shifts.length !== count) {
    throw new TypeError(`roll: ${shifts.length} shifts do not fit ${count} axes; give one, or one for each`);
  }
  return shifts.length === count ? shifts : Array<number | NDArray>(count).fill(shifts[0] as number | NDArray);
}

function firstOf(shift: ArrayLike): number | NDArray {
  return shiftsOf(shift, 1)[0] as number | NDArray;
}

function rollAxis(x: NDArray, shift: number | NDArray, axis: number): NDArray {
  const n = x.shape[axis] as number;
  if (n === 0) return x;
  if (typeof shift !== "number") return rollTraced(x, shift, axis, n);
  const by = ((shift % n) + n) % n;
  if (by === 0) return x;
  return concatenate([sliceAxis(x, axis, n - by, n), sliceAxis(x, axis, 0, n - by)], { axis });
}

/** A window of the array put twice behind itself. */
function rollTraced(x: NDArray, shift: NDArray, axis: number, n: number): NDArray {
  const start = sub(n, mod(convertTo(shift, "int32"), n));
  const starts = x.shape.map((_, i) => (i === axis ? start : scalarArray(0, "int32")));
  return dynamicSlice([concatenate([x, x], { axis }), ...starts], { sliceSizes: x.shape });
}

/** x turned by `k` times 90 degrees, from the first of two axes towards the second. */
export function rot90(
  x: ArrayLike,
  options: { readonly k?: number; readonly axes?: readonly [number, number] } = {},
): NDArray {
  requireOptions("rot90", options, ["k", "axes"]);
  const array = toArray(x, "rot90");
  const { k = 1, axes = [0, 1] } = options;
  const [from, to] = canonicalAxes("rot90", axes, array.ndim) as [number, number];
  switch (((k % 4) + 4) % 4) {
    case 1:
      return swapaxes(flip(array, { axis: to }), from, to);
    case 2:
      return flip(array, { axis: [from, to] });
    case 3:
      return flip(swapaxes(array, from, to), { axis: to });
    default:
      return array;
  }
}
