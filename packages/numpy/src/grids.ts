import {
  type ArrayLike,
  broadcastInDim,
  canonicalDtype,
  type DType,
  hostArray,
  iota,
  type Array as NDArray,
  requireOptions,
  type Shape,
  type Slice,
} from "@hyrax/core";
import { canonicalShape } from "./axes.js";
import { toArray } from "./convert.js";
import type { DtypeOption } from "./creation.js";
import { stack } from "./joining.js";
import { splitOptions } from "./options.js";
import { arange, linspace } from "./ranges.js";
import { ravel } from "./shape.js";

export interface MeshgridOptions {
  /** "xy" for the first vector along columns (axis 1), "ij" for the order of the axes. */
  readonly indexing?: "xy" | "ij";
  /** Leave the axes along which a coordinate does not change at size 1. */
  readonly sparse?: boolean;
}

/** The coordinates of a grid from those along each of its axes: for each vector, an array of the shape of the grid. */
export function meshgrid(...args: readonly (ArrayLike | MeshgridOptions)[]): NDArray[] {
  const [xs, options] = splitOptions<ArrayLike, MeshgridOptions>(args);
  requireOptions("meshgrid", options, ["indexing", "sparse"]);
  const { indexing = "xy", sparse = false } = options;
  const vectors = xs.map((x) => ravel(toArray(x, "meshgrid")));
  const axisOf = (i: number) => (indexing === "xy" && vectors.length > 1 && i < 2 ? 1 - i : i);
  const shape = vectors.map(() => 1);
  vectors.forEach((vector, i) => {
    shape[axisOf(i)] = vector.size;
  });
  return vectors.map((vector, i) => {
    const axis = axisOf(i);
    const size = sparse ? shape.map((n, j) => (j === axis ? n : 1)) : shape;
    return broadcastInDim(vector, { shape: size, broadcastDimensions: [axis] });
  });
}

export interface IndicesOptions extends DtypeOption {
  /** Return a list of arrays, each of size 1 along the other axes. */
  readonly sparse?: boolean;
}

/** The index of each element of a shape: an array `[ndim, ...shape]`, or with `sparse` a list of arrays. int32 unless a dtype is given. */
export function indices(dimensions: Shape, options: IndicesOptions & { readonly sparse: true }): NDArray[];
export function indices(dimensions: Shape, options?: IndicesOptions): NDArray;
export function indices(dimensions: Shape, options: IndicesOptions = {}): NDArray | NDArray[] {
  requireOptions("indices", options, ["sparse", "dtype"]);
  const shape = canonicalShape("indices", dimensions);
  const dtype = canonicalDtype(options.dtype ?? "int32");
  const along = (axis: number) =>
    iota({ dtype, shape: options.sparse ? shape.map((n, i) => (i === axis ? n : 1)) : shape, dimension: axis });
  const each = shape.map((_, axis) => along(axis));
  if (options.sparse) return each;
  return each.length === 0 ? hostArray(new Int32Array(0), [0], "int32") : stack(each);
}

/** A function of indices at every index of a shape: called once, with an array of the indices along each axis. */
export function fromfunction<R>(
  f: (...indices: NDArray[]) => R,
  shape: Shape,
  options: { readonly dtype?: DType } = {},
): R {
  requireOptions("fromfunction", options, ["dtype"]);
  const dtype = canonicalDtype(options.dtype ?? "float64");
  return f(...shape.map((_, axis) => iota({ dtype, shape, dimension: axis })));
}

/** A range as `"start:stop:step"`; a step of `"nj"` asks for n numbers up to and including the stop. */
export type GridSlice = Slice | `${number}:${number}:${number}j`;

/** The coordinates of a dense grid, from a range for each axis: an array `[ndim, ...shape]`. */
export function mgrid(...ranges: readonly GridSlice[]): NDArray {
  const vectors = ranges.map(gridRange);
  const [only] = vectors;
  return vectors.length === 1 && only !== undefined ? only : stack(meshgrid(...vectors, { indexing: "ij" }));
}

/** The coordinates of a sparse grid, from a range for each axis: a list of arrays that broadcast to the shape of the grid. */
export function ogrid(...ranges: readonly GridSlice[]): NDArray[] {
  return meshgrid(...ranges.map(gridRange), { indexing: "ij", sparse: true });
}

function gridRange(text: GridSlice): NDArray {
  const [start = "", stop, step = ""] = text.split(":");
  if (stop === undefined || stop === "") {
    throw new TypeError(`mgrid: ${JSON.stringify(text)} is not a range; write "start:stop" or "start:stop:step"`);
  }
  const from = start === "" ? 0 : Number(start);
  if (step.endsWith("j")) return linspace(from, Number(stop), Number(step.slice(0, -1)));
  return arange(from, Number(stop), step === "" ? 1 : Number(step));
}
