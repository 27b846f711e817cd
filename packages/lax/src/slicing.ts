import {
  asArray,
  elementwise,
  indexing,
  isInteger,
  Array as NDArray,
  type Operand,
  requireOptions,
  type Shape,
  scalarArray,
} from "@hyrax/core";
import { canonicalAxis } from "./axes.js";
import { require } from "./require.js";
import { expandDims, squeeze } from "./shape.js";

export interface SliceOptions {
  /** Positive, one for each axis; 1 if not given. */
  readonly strides?: readonly number[];
}

/** The part of x from `startIndices` to before `limitIndices`, which lie within x. */
export function slice(
  x: Operand,
  startIndices: readonly number[],
  limitIndices: readonly number[],
  options: SliceOptions = {},
): NDArray {
  requireOptions("slice", options, ["strides"]);
  return indexing.slice(asArray(x), { startIndices, limitIndices, strides: options.strides ?? null });
}

export interface SliceInDimOptions {
  readonly stride?: number;
  /** 0 if not given; negative from the end. */
  readonly axis?: number;
}

/** The part of x from `startIndex` to before `limitIndex` along one axis; negative indices count from the end, null is the end. */
export function sliceInDim(
  x: Operand,
  startIndex: number | null,
  limitIndex: number | null,
  options: SliceInDimOptions = {},
): NDArray {
  requireOptions("sliceInDim", options, ["stride", "axis"]);
  const array = asArray(x);
  const axis = canonicalAxis("sliceInDim", options.axis ?? 0, array.ndim);
  const size = array.shape[axis] as number;
  const position = (index: number) => (index < 0 ? index + size : index);
  const starts = array.shape.map(() => 0);
  const limits = [...array.shape];
  const strides = array.shape.map(() => 1);
  starts[axis] = position(startIndex ?? 0);
  limits[axis] = position(limitIndex ?? size);
  strides[axis] = options.stride ?? 1;
  return slice(array, starts, limits, { strides });
}

export interface IndexInDimOptions {
  /** 0 if not given; negative from the end. */
  readonly axis?: number;
  /** Keep the axis, with size 1: true if not given. */
  readonly keepdims?: boolean;
}

const indexInDimOptionNames = ["axis", "keepdims"] as const satisfies readonly (keyof IndexInDimOptions)[];

/** The elements of x at an index along one axis; a negative index counts from the end. Throws a `TypeError` out of bounds. */
export function indexInDim(x: Operand, index: number, options: IndexInDimOptions = {}): NDArray {
  requireOptions("indexInDim", options, indexInDimOptionNames);
  const array = asArray(x);
  const axis = canonicalAxis("indexInDim", options.axis ?? 0, array.ndim);
  const size = array.shape[axis] as number;
  const position = index < 0 ? index + size : index;
  require(Number.isInteger(index) && position >= 0 && position < size, () =>
    `indexInDim: ${index} is out of bounds for axis ${axis} of ${array.aval}`);
  const kept = sliceInDim(array, position, position + 1, { axis });
  return (options.keepdims ?? true) ? kept : squeeze(kept, [axis]);
}

/** Start indices: an array of them along its only axis, or a list of scalars. */
export type StartIndices = NDArray | readonly Operand[];

/**
 * The part of x of the given sizes from start indices that may be traced. Negative ones count from the end; they are then
 * moved so that the slice lies within x.
 */
export function dynamicSlice(x: Operand, startIndices: StartIndices, sliceSizes: Shape): NDArray {
  const array = asArray(x);
  return indexing.dynamicSlice([array, ...canonicalStarts("dynamicSlice", startIndices, array.shape)], { sliceSizes });
}

/** `dynamicSlice` along one axis. */
export function dynamicSliceInDim(
  x: Operand,
  startIndex: Operand,
  sliceSize: number,
  options: { readonly axis?: number } = {},
): NDArray {
  requireOptions("dynamicSliceInDim", options, ["axis"]);
  const array = asArray(x);
  const axis = canonicalAxis("dynamicSliceInDim", options.axis ?? 0, array.ndim);
  const sizes = [...array.shape];
  sizes[axis] = sliceSize;
  return dynamicSlice(array, startsInDim(array, startIndex, axis), sizes);
}

/** The elements of x at an index, which may be traced, along one axis. */
export function dynamicIndexInDim(x: Operand, index: Operand, options: IndexInDimOptions = {}): NDArray {
  requireOptions("dynamicIndexInDim", options, indexInDimOptionNames);
  const array = asArray(x);
  const axis = canonicalAxis("dynamicIndexInDim", options.axis ?? 0, array.ndim);
  const kept = dynamicSliceInDim(array, index, 1, { axis });
  return (options.keepdims ?? true) ? kept : squeeze(kept, [axis]);
}

/** x with `update` in place of the part that begins at start indices, which are taken as by `dynamicSlice`. */
export function dynamicUpdateSlice(x: Operand, update: Operand, startIndices: StartIndices): NDArray {
  const array = asArray(x);
  const starts = canonicalStarts("dynamicUpdateSlice", startIndices, array.shape);
  return indexing.dynamicUpdateSlice([array, update, ...starts]);
}

/** `dynamicUpdateSlice` along one axis. */
export function dynamicUpdateSliceInDim(x: Operand, update: Operand, startIndex: Operand, axis: number): NDArray {
  const array = asArray(x);
  const at = canonicalAxis("dynamicUpdateSliceInDim", axis, array.ndim);
  return dynamicUpdateSlice(array, update, startsInDim(array, startIndex, at));
}

/** x with `update` at an index along one axis, which `update` has with size 1, or lacks. */
export function dynamicUpdateIndexInDim(x: Operand, update: Operand, index: Operand, axis: number): NDArray {
  const array = asArray(x);
  const part = asArray(update);
  const at = canonicalAxis("dynamicUpdateIndexInDim", axis, array.ndim);
  return dynamicUpdateSliceInDim(array, part.ndim === array.ndim ? part : expandDims(part, [at]), index, at);
}

function startsInDim(array: NDArray, start: Operand, axis: number): readonly Operand[] {
  return array.shape.map((_, i) => (i === axis ? start : 0));
}

/** The start indices as integer scalars, negative ones counted from the end. */
function canonicalStarts(name: string, starts: StartIndices, shape: Shape): readonly NDArray[] {
  const list = starts instanceof NDArray ? scalarsOf(name, starts) : starts;
  require(list.length === shape.length, () =>
    `${name}: needs a start index for each of the ${shape.length} axes, found ${list.length}`);
  return list.map((start, axis) => {
    const size = shape[axis] as number;
    if (typeof start === "number" || typeof start === "bigint")
      return scalarArray(position(name, start, size), "int32");
    const index = asArray(start);
    require(isInteger(index.dtype), () => `${name}: the start indices must be integers, found ${index.aval}`);
    if (index.dtype.startsWith("uint")) return index;
    return elementwise.selectN([elementwise.lt(index, 0), index, elementwise.add(index, size)]);
  });
}

function position(name: string, start: number | bigint, size: number): number {
  const index = Number(start);
  require(Number.isInteger(index), () => `${name}: the start indices must be integers, found ${start}`);
  return index < 0 ? index + size : index;
}

function scalarsOf(name: string, starts: NDArray): readonly NDArray[] {
  require(starts.ndim === 1, () => `${name}: the start indices must lie along one axis, found ${starts.aval}`);
  return Array.from({ length: starts.shape[0] as number }, (_, i) =>
    indexInDim(starts, i, { axis: 0, keepdims: false }),
  );
}
