import { type ArrayLike, type Axis, type Array as NDArray, requireOptions } from "@hyrax/core";
import { canonicalAxes } from "../axes.js";
import { toArray } from "../convert.js";
import { roll } from "../flipping.js";

/** Options of `fftshift` and `ifftshift`. */
export interface ShiftOptions {
  /** The axes to shift along; all if not given. */
  readonly axes?: Axis;
}

/** A spectrum with its frequencies in ascending order, zero in the middle. */
export function fftshift(x: ArrayLike, options: ShiftOptions = {}): NDArray {
  return shifted("fftshift", x, options, (n) => Math.floor(n / 2));
}

/** The inverse of `fftshift`: zero comes first. */
export function ifftshift(x: ArrayLike, options: ShiftOptions = {}): NDArray {
  return shifted("ifftshift", x, options, (n) => -Math.floor(n / 2));
}

function shifted(name: string, x: ArrayLike, options: ShiftOptions, by: (size: number) => number): NDArray {
  requireOptions(name, options, ["axes"]);
  const array = toArray(x, name);
  const axis = canonicalAxes(name, options.axes, array.ndim);
  const shifts = axis.map((a) => by(array.shape[a] as number));
  return roll(array, shifts, { axis });
}
