import { type ShapedArray, shapedArray } from "../aval.js";
import { multiple } from "../primitive.js";
import { require, requireAxes, requireFirst, requireKind, requireSameShape, resized, withShape } from "./abstract.js";

export interface SortParams {
  readonly dimension: number;
  readonly isStable: boolean;
  /** How many of the inputs are keys, compared one after the other; the rest move along. */
  readonly numKeys: number;
}

/** Sorts along an axis in ascending order, NaN last and −0 before 0; all inputs move together. */
export const sort = multiple("sort", (inputs, { dimension, numKeys }: SortParams) => {
  requireAxes(requireFirst(inputs), [dimension]);
  require(numKeys >= 1 && numKeys <= inputs.length, () =>
    `numKeys must be from 1 to ${inputs.length}, the number of inputs, found ${numKeys}`);
  requireSameShape(inputs);
  return inputs;
});

export interface TopKParams {
  readonly k: number;
  readonly axis: number;
}

/** The `k` greatest elements along an axis in descending order, and their indices (int32). */
export const topK = multiple("top_k", ([first], { k, axis }: TopKParams) => {
  const x = first as ShapedArray;
  requireKind(x, "iuf");
  requireAxes(x, [axis]);
  const size = x.shape[axis] as number;
  require(Number.isInteger(k) && k >= 0 && k <= size, () =>
    `k must be from 0 to ${size}, the size of axis ${axis} of ${x}, found ${k}`);
  const shape = resized(x.shape, axis, k);
  return [withShape(x, shape), shapedArray(shape, "int32")];
});

/** Sorting and selection by order. */
export const sorting = { sort, topK };
