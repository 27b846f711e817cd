import { type ArrayLike, type Axis, type Array as NDArray, requireOptions, slice } from "@hyrax/core";
import { canonicalAxes } from "../axes.js";
import { toArray } from "../convert.js";
import { requireKnown } from "../sorting/nonzero.js";
import { coordinatesOfTrue, knownNumbers } from "./coordinates.js";

/** Options of `trimZeros`. */
export interface TrimZerosOptions {
  /** Where to trim: "f" the front, "b" the back, "fb" both. */
  readonly trim?: "f" | "b" | "fb" | "bf";
  /** The axes to trim; all by default. */
  readonly axis?: Axis;
}

/**
 * The array without the slices at its ends that hold zeros alone. Throws a `ConcretizationTypeError` for a traced array: the
 * size of the result depends on its values.
 */
export function trimZeros(x: ArrayLike, options: TrimZerosOptions = {}): NDArray {
  requireOptions("trimZeros", options, ["trim", "axis"]);
  const { trim = "fb", axis } = options;
  const array = toArray(x, "trimZeros");
  requireKnown("trimZeros", array);
  const axes = canonicalAxes("trimZeros", axis, array.ndim);
  const found = coordinatesOfTrue(array).map(knownNumbers);
  const bounds = array.shape.map((n, i) => {
    const here = found[i] as readonly number[];
    if (!axes.includes(i)) return { start: 0, limit: n };
    if (here.length === 0) return { start: 0, limit: 0 };
    return {
      start: trim.includes("f") ? here.reduce((a, b) => Math.min(a, b)) : 0,
      limit: trim.includes("b") ? here.reduce((a, b) => Math.max(a, b)) + 1 : n,
    };
  });
  return slice(array, {
    startIndices: bounds.map(({ start }) => start),
    limitIndices: bounds.map(({ limit }) => limit),
    strides: null,
  });
}
