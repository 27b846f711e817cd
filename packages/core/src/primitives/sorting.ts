import { type ShapedArray, shapedArray } from "../aval.js";
import { multiple } from "../primitive.js";
import { require, requireAxes, requireKind, withShape } from "./abstract.js";

export interface SortParams {
  readonly dimension: number;
  readonly isStable: boolean;
  /** How many of the inputs are keys, compared one after the other; the rest move along. */
  readonly numKeys: number;
}

/** Sorts along an axis in ascending order, NaN last and −0 before 0; all inputs move together. */
export const sort = multiple("sort", (inputs, { dimension, numKeys }: SortParams) => {
  const [first] = inputs;
  require(first !== undefined, () => "takes at least one array");
  const x = first as ShapedArray;
  requireAxes(x, [dimension]);
  require(numKeys >= 1 && numKeys <= inputs.length, () =>
    `the number of keys must be from 1 to ${inputs.length}, found ${numKeys}`);
  for (const y of inputs) require(y.shape.join() === x.shape.join(), () => `the shapes differ: ${inputs.join(", ")}`);
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
    `k must be from 0 to the size ${size} of axis ${axis} of ${x}, found ${k}`);
  const shape = x.shape.map((n, i) => (i === axis ? k : n));
  return [withShape(x, shape), shapedArray(shape, "int32")];
});

/** Sorting and selection by order. */
export const sorting = { sort, topK };
