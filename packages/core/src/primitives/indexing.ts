import { type Shape, type ShapedArray, shapedArray } from "../aval.js";
import { primitive, variadic } from "../primitive.js";
import { require, requireAxes, requireKind, requireSameDtype, withShape } from "./abstract.js";

export interface SliceParams {
  readonly startIndices: readonly number[];
  readonly limitIndices: readonly number[];
  /** Positive; null means 1 everywhere. */
  readonly strides: readonly number[] | null;
}

export const slice = primitive(
  "slice",
  ([x]: readonly [x: ShapedArray], { startIndices, limitIndices, strides }: SliceParams) => {
    const rank = x.shape.length;
    require(startIndices.length === rank &&
      limitIndices.length === rank &&
      (strides === null || strides.length === rank), () =>
      `start, limit and strides need an entry for each axis of ${x}`);
    const shape = x.shape.map((n, axis) => {
      const start = startIndices[axis] as number;
      const limit = limitIndices[axis] as number;
      const stride = strides?.[axis] ?? 1;
      require(start >= 0 && start <= limit && limit <= n && stride > 0, () =>
        `from ${start} to ${limit} by ${stride} does not lie within axis ${axis} of ${x}`);
      return Math.ceil((limit - start) / stride);
    });
    return withShape(x, shape);
  },
);

function requireStarts(x: ShapedArray, starts: readonly ShapedArray[]): void {
  require(starts.length === x.shape.length, () => `needs a start index for each axis of ${x}, found ${starts.length}`);
  for (const start of starts) {
    require(start.shape.length === 0, () => `the start indices must be scalars, found ${start}`);
    requireKind(start, "iu");
  }
}

export interface DynamicSliceParams {
  readonly sliceSizes: Shape;
}

/** `dynamicSlice([x, ...starts])`: the starts are clamped so that the slice lies within `x`. */
export const dynamicSlice = variadic("dynamic_slice", ([x, ...starts], { sliceSizes }: DynamicSliceParams) => {
  const input = x as ShapedArray;
  requireStarts(input, starts);
  require(sliceSizes.length === input.shape.length &&
    sliceSizes.every((n, axis) => n <= (input.shape[axis] as number)), () =>
    `the slice [${sliceSizes.join(",")}] does not fit into ${input}`);
  return withShape(input, sliceSizes);
});

/** `dynamicUpdateSlice([x, update, ...starts])`: the starts are clamped so that the update lies within `x`. */
export const dynamicUpdateSlice = variadic("dynamic_update_slice", ([x, update, ...starts]) => {
  const input = x as ShapedArray;
  const part = update as ShapedArray;
  requireSameDtype([input, part]);
  requireStarts(input, starts);
  require(part.shape.length === input.shape.length &&
    part.shape.every((n, axis) => n <= (input.shape[axis] as number)), () =>
    `the update ${part} does not fit into ${input}`);
  return shapedArray(input.shape, input.dtype, input.weakType && part.weakType);
});

/** What an index out of bounds means to `gather` and the scatters. */
export type GatherScatterMode = "fill" | "clip" | "promise_in_bounds";

/** As XLA defines them; the fields have JAX's names. */
export interface GatherDimensionNumbers {
  readonly offsetDims: readonly number[];
  readonly collapsedSliceDims: readonly number[];
  readonly startIndexMap: readonly number[];
  readonly operandBatchingDims: readonly number[];
  readonly startIndicesBatchingDims: readonly number[];
}

export interface GatherParams {
  readonly dimensionNumbers: GatherDimensionNumbers;
  readonly sliceSizes: Shape;
  readonly mode: GatherScatterMode;
  /** For mode "fill"; null means NaN, or the extreme value of an integer dtype. */
  readonly fillValue: number | null;
  readonly indicesAreSorted: boolean;
  readonly uniqueIndices: boolean;
}

/** `gather(x, indices)`: slices of `x` at starts that lie along the last axis of `indices`. */
export const gather = primitive(
  "gather",
  ([x, indices]: readonly [x: ShapedArray, indices: ShapedArray], { dimensionNumbers, sliceSizes }: GatherParams) => {
    requireKind(indices, "iu");
    const { offsetDims, collapsedSliceDims, startIndexMap, operandBatchingDims, startIndicesBatchingDims } =
      dimensionNumbers;
    const removed = [...collapsedSliceDims, ...operandBatchingDims];
    requireAxes(x, removed);
    requireAxes(x, startIndexMap);
    require(indices.shape.length > 0 && indices.shape.at(-1) === startIndexMap.length, () =>
      `the last axis of the indices ${indices} must have size ${startIndexMap.length}, the number of indexed axes`);
    require(sliceSizes.length === x.shape.length &&
      sliceSizes.every((n, axis) => n >= 0 && n <= (x.shape[axis] as number)), () =>
      `a slice of [${sliceSizes.join(",")}] does not fit into ${x}`);
    require(operandBatchingDims.length === startIndicesBatchingDims.length, () =>
      "operand and indices must have as many batching axes");
    const window = sliceSizes.filter((_, axis) => !removed.includes(axis));
    require(window.length === offsetDims.length, () =>
      `${offsetDims.length} offset axes for a window of ${window.length}`);
    const batch = indices.shape.slice(0, -1);
    const shape: number[] = [];
    for (let axis = 0, w = 0, b = 0; axis < window.length + batch.length; axis++) {
      shape.push((offsetDims.includes(axis) ? window[w++] : batch[b++]) as number);
    }
    return withShape(x, shape);
  },
);

/** As XLA defines them; the fields have JAX's names. */
export interface ScatterDimensionNumbers {
  readonly updateWindowDims: readonly number[];
  readonly insertedWindowDims: readonly number[];
  readonly scatterDimsToOperandDims: readonly number[];
  readonly operandBatchingDims: readonly number[];
  readonly scatterIndicesBatchingDims: readonly number[];
}

export interface ScatterParams {
  readonly dimensionNumbers: ScatterDimensionNumbers;
  readonly mode: GatherScatterMode;
  readonly indicesAreSorted: boolean;
  readonly uniqueIndices: boolean;
}

function scatterFamily(name: string) {
  return primitive(
    name,
    (
      [x, indices, updates]: readonly [x: ShapedArray, indices: ShapedArray, updates: ShapedArray],
      { dimensionNumbers }: ScatterParams,
    ) => {
      requireKind(indices, "iu");
      requireSameDtype([x, updates]);
      const { updateWindowDims, insertedWindowDims, scatterDimsToOperandDims, operandBatchingDims } = dimensionNumbers;
      require(indices.shape.length > 0 && indices.shape.at(-1) === scatterDimsToOperandDims.length, () =>
        `the last axis of the indices ${indices} must have size ${scatterDimsToOperandDims.length}, the number of indexed axes`);
      const removed = [...insertedWindowDims, ...operandBatchingDims];
      requireAxes(x, removed);
      const window = x.shape.filter((_, axis) => !removed.includes(axis));
      const batch = indices.shape.slice(0, -1);
      require(window.length === updateWindowDims.length && updates.shape.length === window.length + batch.length, () =>
        `the updates ${updates} do not fit the indices ${indices} and ${x}`);
      let b = 0;
      let w = 0;
      updates.shape.forEach((n, axis) => {
        const fits = updateWindowDims.includes(axis) ? n <= (window[w++] as number) : n === batch[b++];
        require(fits, () => `axis ${axis} of the updates ${updates} does not fit the indices ${indices} and ${x}`);
      });
      return shapedArray(x.shape, x.dtype, x.weakType && updates.weakType);
    },
  );
}

/** `scatter(x, indices, updates)`: of updates to the same element, the last one stays. */
export const scatter = scatterFamily("scatter");
export const scatterAdd = scatterFamily("scatter_add");
export const scatterMul = scatterFamily("scatter_mul");
export const scatterMin = scatterFamily("scatter_min");
export const scatterMax = scatterFamily("scatter_max");

/** Reading and writing parts of arrays. */
export const indexing = {
  slice,
  dynamicSlice,
  dynamicUpdateSlice,
  gather,
  scatter,
  scatterAdd,
  scatterMul,
  scatterMin,
  scatterMax,
};
