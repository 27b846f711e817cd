import type { Shape, ShapedArray } from "../aval.js";
import { primitive, variadic } from "../primitive.js";
import {
  jointAval,
  type Kinds,
  require,
  requireAxes,
  requireEntries,
  requireKind,
  requirePart,
  requireSameDtype,
  requireScalar,
  withoutAxes,
  withShape,
} from "./abstract.js";

export interface SliceParams {
  readonly startIndices: readonly number[];
  readonly limitIndices: readonly number[];
  /** Positive; null means 1 everywhere. */
  readonly strides: readonly number[] | null;
}

export const slice = primitive(
  "slice",
  ([x]: readonly [x: ShapedArray], { startIndices, limitIndices, strides }: SliceParams) => {
    requireEntries(x, "start, limit and strides", startIndices, limitIndices, strides ?? x.shape);
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
  requireEntries(x, "the start indices", starts);
  for (const start of starts) {
    requireScalar("start index", start);
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
  requirePart(input, sliceSizes);
  return withShape(input, sliceSizes);
});

/** `dynamicUpdateSlice([x, update, ...starts])`: the starts are clamped so that the update lies within `x`. */
export const dynamicUpdateSlice = variadic("dynamic_update_slice", ([x, update, ...starts]) => {
  const input = x as ShapedArray;
  const part = update as ShapedArray;
  requireSameDtype([input, part]);
  requireStarts(input, starts);
  requirePart(input, part.shape);
  return jointAval(input.shape, [input, part]);
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

/** The shape of the batch of indices; throws a `Misfit` unless their last axis has an entry for each indexed axis. */
function requireIndices(indices: ShapedArray, axes: readonly number[]): Shape {
  requireKind(indices, "iu");
  require(indices.shape.at(-1) === axes.length, () =>
    `the last axis of the indices ${indices} must have size ${axes.length}, the number of indexed axes`);
  return indices.shape.slice(0, -1);
}

/** `gather(x, indices)`: slices of `x` at starts that lie along the last axis of `indices`. */
export const gather = primitive(
  "gather",
  ([x, indices]: readonly [x: ShapedArray, indices: ShapedArray], { dimensionNumbers, sliceSizes }: GatherParams) => {
    const { offsetDims, collapsedSliceDims, startIndexMap, operandBatchingDims, startIndicesBatchingDims } =
      dimensionNumbers;
    const removed = [...collapsedSliceDims, ...operandBatchingDims];
    requireAxes(x, removed);
    requireAxes(x, startIndexMap);
    const batch = requireIndices(indices, startIndexMap);
    requirePart(x, sliceSizes);
    const window = withoutAxes(sliceSizes, removed);
    require(window.length === offsetDims.length && operandBatchingDims.length === startIndicesBatchingDims.length, () =>
      `the dimension numbers do not fit a window [${window.join(",")}] of ${x} and the indices ${indices}`);
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

function scatterFamily(name: string, kinds: Kinds = "biufcx") {
  return primitive(
    name,
    (
      [x, indices, updates]: readonly [x: ShapedArray, indices: ShapedArray, updates: ShapedArray],
      { dimensionNumbers }: ScatterParams,
    ) => {
      requireKind(x, kinds);
      requireSameDtype([x, updates]);
      const { updateWindowDims, insertedWindowDims, scatterDimsToOperandDims, operandBatchingDims } = dimensionNumbers;
      const batch = requireIndices(indices, scatterDimsToOperandDims);
      const removed = [...insertedWindowDims, ...operandBatchingDims];
      requireAxes(x, removed);
      const window = withoutAxes(x.shape, removed);
      let [b, w] = [0, 0];
      const fits = updates.shape.every((n, axis) =>
        updateWindowDims.includes(axis) ? n <= (window[w++] as number) : n === batch[b++],
      );
      require(fits && w === window.length && b === batch.length, () =>
        `the updates ${updates} do not fit the indices ${indices} and ${x}`);
      return jointAval(x.shape, [x, updates]);
    },
  );
}

/** `scatter(x, indices, updates)`: of updates to the same element, the last one stays. */
export const scatter = scatterFamily("scatter");
export const scatterAdd = scatterFamily("scatter-add", "iufc");
export const scatterMul = scatterFamily("scatter-mul", "iufc");
export const scatterMin = scatterFamily("scatter-min");
export const scatterMax = scatterFamily("scatter-max");

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
