import {
  type ArrayLike,
  add,
  clamp,
  div,
  mul,
  type Array as NDArray,
  rem,
  requireOptions,
  type Shape,
  scalarArray,
  sizeOf,
} from "@hyrax/core";
import { broadcastArray, broadcastShapes } from "../broadcast.js";
import { convertTo, toArray } from "../convert.js";
import { reshape } from "../shape.js";
import { requireInRange } from "./choice.js";
import { coordinatesOfTrue } from "./coordinates.js";
import { floorMod } from "./floor-mod.js";
import { indexArray } from "./index-array.js";
import { wrapNegative } from "./wrap-negative.js";

/** Index arrays that together take every combination: `x.get(...np.ix_([0, 2], [1, 3]))` is a 2×2 part of `x`. */
export function ix_(...indices: readonly ArrayLike[]): NDArray[] {
  return indices.map((index, axis) => {
    const array = toArray(index, "ix_");
    const positions = array.dtype === "bool" ? (coordinatesOfTrue(array)[0] as NDArray) : indexArray("ix_", index);
    if (positions.ndim !== 1) {
      throw new TypeError(`ix_: argument ${axis} must have one axis, found the shape [${positions.shape.join(", ")}]`);
    }
    return reshape(
      positions,
      indices.map((_, i) => (i === axis ? positions.size : 1)),
    );
  });
}

/**
 * The coordinates (int32, an array for each axis) of positions in row-major order. Negative ones count from the end; out of
 * bounds they are clamped.
 */
export function unravelIndex(indices: ArrayLike, shape: Shape): NDArray[] {
  const total = sizeOf(shape);
  const flat = convertTo(indexArray("unravelIndex", indices), "int32");
  const inside = wrapNegative(clamp(-total, flat, total - 1), total);
  return shape.map((n, axis) => rem(div(inside, sizeOf(shape.slice(axis + 1))), n));
}

/** Options of `ravelMultiIndex`. */
export interface RavelMultiIndexOptions {
  /** Out of bounds: "raise" (the default) throws, which needs the values; "clip" takes the nearest, "wrap" counts on. */
  readonly mode?: "raise" | "wrap" | "clip";
  readonly order?: "C" | "F";
}

/** The positions (int32) of coordinates in an array of the given shape, in row-major order or, with order "F", column-major. */
export function ravelMultiIndex(
  indices: readonly ArrayLike[],
  dims: Shape,
  options: RavelMultiIndexOptions = {},
): NDArray {
  requireOptions("ravelMultiIndex", options, ["mode", "order"]);
  const { mode = "raise", order = "C" } = options;
  const name = "ravelMultiIndex";
  if (indices.length !== dims.length) {
    throw new TypeError(
      `${name}: ${indices.length} coordinates do not fit the ${dims.length} axes of [${dims.join(", ")}]`,
    );
  }
  const arrays = indices.map((index, axis) => {
    const n = dims[axis] as number;
    const array = convertTo(indexArray(name, index), "int32");
    if (mode === "clip") return clamp(0, array, n - 1);
    if (mode === "wrap") return floorMod(array, n);
    requireInRange(name, array, n);
    return array;
  });
  const shape = broadcastShapes(name, ...arrays.map((array) => array.shape));
  const stride = (axis: number) => sizeOf(order === "F" ? dims.slice(0, axis) : dims.slice(axis + 1));
  return arrays.reduce<NDArray>(
    (total, array, axis) => add(total, mul(broadcastArray(array, shape), stride(axis))),
    broadcastArray(scalarArray(0, "int32"), shape),
  );
}
