import {
  type ArrayLike,
  broadcastInDim,
  gather,
  type IndexMode,
  iota,
  type Array as NDArray,
  requireOptions,
  type Shape,
} from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { broadcastArray, broadcastShapes } from "../broadcast.js";
import { convertTo, toArray } from "../convert.js";
import { ravel, reshape } from "../shape.js";
import { indexArray } from "./index-array.js";
import { gatherMode } from "./read.js";
import { wrapNegative } from "./wrap-negative.js";
import { indexed } from "./write.js";

/** Options of `takeAlongAxis`. */
export interface AlongAxisOptions {
  /** The axis to take along, the last by default; null takes from the flattened array. */
  readonly axis?: number | null;
  /** What an index out of bounds means; "fill" by default. */
  readonly mode?: IndexMode;
  /** NaN for floats, and the extreme value for integers, if not given. */
  readonly fillValue?: number;
}

/**
 * For each index, the element there along the axis, in the row of `x` that the index itself lies in: what `argsort` and
 * `argmax` with `keepdims` return reads back. The other axes broadcast.
 * Throws a `TypeError` for indices that are no integers, and for ranks that differ.
 */
export function takeAlongAxis(x: ArrayLike, indices: ArrayLike, options: AlongAxisOptions = {}): NDArray {
  requireOptions("takeAlongAxis", options, ["axis", "mode", "fillValue"]);
  const name = "takeAlongAxis";
  const at = indexArray(name, indices);
  if (options.axis === null) return takeAlongAxis(ravel(x), ravel(at), { ...options, axis: 0 });
  const given = toArray(x, name);
  const [array, index, axis] = align(name, given, at, options.axis ?? -1);
  const others = array.shape.map((_, i) => i).filter((i) => i !== axis);
  const starts = convertTo(wrapNegative(index, array.shape[axis] as number), "int32");
  const mode = gatherMode(name, options.mode, "fill");
  return gather(
    array,
    broadcastInDim(starts, { shape: [...starts.shape, 1], broadcastDimensions: starts.shape.map((_, i) => i) }),
    {
      dimensionNumbers: {
        offsetDims: [],
        collapsedSliceDims: [axis],
        startIndexMap: [axis],
        operandBatchingDims: others,
        startIndicesBatchingDims: others,
      },
      sliceSizes: array.shape.map(() => 1),
      mode,
      fillValue: mode === "fill" ? (options.fillValue ?? null) : null,
      indicesAreSorted: false,
      uniqueIndices: false,
    },
  );
}

/** Array and indices with equal sizes along all axes but one. */
function align(name: string, x: NDArray, at: NDArray, givenAxis: number): readonly [NDArray, NDArray, number] {
  if (x.ndim !== at.ndim) {
    throw new TypeError(
      `${name}: the indices must have as many axes as the array, found [${at.shape.join(", ")}] for [${x.shape.join(", ")}]`,
    );
  }
  const axis = canonicalAxis(name, givenAxis, x.ndim);
  const without = (shape: Shape) => shape.map((n, i) => (i === axis ? 1 : n));
  const common = broadcastShapes(name, without(x.shape), without(at.shape));
  const shapeOf = (y: NDArray) => common.map((n, i) => (i === axis ? (y.shape[axis] as number) : n));
  return [broadcastArray(x, shapeOf(x)), broadcastArray(at, shapeOf(at)), axis];
}

/** Options of `putAlongAxis`. */
export interface PutAlongAxisOptions {
  /** Arrays never change: only false is possible, which JAX asks for. */
  readonly inplace?: false;
  readonly mode?: IndexMode;
}

/** A copy of `x` with values at indices along an axis, laid out as those of `takeAlongAxis`. Null: of the flattened array. */
export function putAlongAxis(
  x: ArrayLike,
  indices: ArrayLike,
  values: ArrayLike,
  axis: number | null,
  options: PutAlongAxisOptions = {},
): NDArray {
  requireOptions("putAlongAxis", options, ["inplace", "mode"]);
  const name = "putAlongAxis";
  refuseInplace(name, options.inplace);
  const array = toArray(x, name);
  const at = indexArray(name, indices);
  if (axis === null) {
    return reshape(putAlongAxis(ravel(array), ravel(at), ravel(values), 0, options), array.shape);
  }
  const [, index, along] = align(name, array, at, axis);
  const items = array.shape.map((n, i) => {
    if (i === along) return index;
    const shape = array.shape.map((_, j) => (j === i ? n : 1));
    return iota({ dtype: "int32", shape, dimension: i });
  });
  return indexed(array, items).set(values, options.mode === undefined ? {} : { mode: options.mode });
}

/** Throws if a function is asked to change its argument. */
export function refuseInplace(name: string, inplace: boolean | undefined): void {
  if (inplace)
    throw new TypeError(`${name}: arrays never change; leave inplace out, and use the array that is returned`);
}
