import "@hyrax/cpu";
import {
  type GatherDimensionNumbers,
  type GatherScatterMode,
  indexing,
  type Array as NDArray,
  type ScatterDimensionNumbers,
} from "@hyrax/core";
import { describe } from "vitest";
import { complexSpread, integers, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";

const x = spread([5, 4]);
const z = complexSpread([5, 4]);
const starts = [integers([1], []), integers([2], [])];
const beyond = [integers([9], []), integers([-3], [])];

/** Rows of a matrix by an index each. */
const rows: GatherDimensionNumbers = {
  offsetDims: [1],
  collapsedSliceDims: [0],
  startIndexMap: [0],
  operandBatchingDims: [],
  startIndicesBatchingDims: [],
};
const rowUpdates: ScatterDimensionNumbers = {
  updateWindowDims: [1],
  insertedWindowDims: [0],
  scatterDimsToOperandDims: [0],
  operandBatchingDims: [],
  scatterIndicesBatchingDims: [],
};
/** Windows of [2, 3] by the place of their corner. */
const windows: GatherDimensionNumbers = { ...rows, offsetDims: [0, 2], collapsedSliceDims: [], startIndexMap: [0, 1] };
const windowUpdates: ScatterDimensionNumbers = {
  ...rowUpdates,
  updateWindowDims: [0, 2],
  insertedWindowDims: [],
  scatterDimsToOperandDims: [0, 1],
};
/** One element of each row. */
const onePerRow: GatherDimensionNumbers = {
  offsetDims: [],
  collapsedSliceDims: [1],
  startIndexMap: [1],
  operandBatchingDims: [0],
  startIndicesBatchingDims: [0],
};
const onePerRowUpdates: ScatterDimensionNumbers = {
  updateWindowDims: [],
  insertedWindowDims: [1],
  scatterDimsToOperandDims: [1],
  operandBatchingDims: [0],
  scatterIndicesBatchingDims: [0],
};

const repeated = integers([3, 0, 3], [3, 1]);
const unique = integers([3, 0, 2], [3, 1]);
const outside = integers([4, 7, -1], [3, 1]);
const corners = integers([1, 0, 3, 1, 0, 9], [3, 2]);
const overlapping = integers([1, 0, 2, 1, 0, 1], [3, 2]);
const perRow = integers([3, 0, 2, 2, 1], [5, 1]);
const modes: readonly GatherScatterMode[] = ["fill", "clip"];

const how = { indicesAreSorted: false, uniqueIndices: false };
const gatherSample = (
  dimensionNumbers: GatherDimensionNumbers,
  sliceSizes: readonly number[],
  indices = repeated,
  mode: GatherScatterMode = "clip",
) => ({
  inputs: [x, indices],
  fixed: [1],
  params: { dimensionNumbers, sliceSizes, mode, fillValue: null, ...how },
});
const scatterSample = (
  dimensionNumbers: ScatterDimensionNumbers,
  updates: readonly number[],
  indices = repeated,
  mode: GatherScatterMode = "clip",
  uniqueIndices = false,
) => ({
  inputs: [x, indices, spread(updates, -2.1, 1.9)],
  fixed: [1],
  params: { dimensionNumbers, mode, indicesAreSorted: false, uniqueIndices },
});

const scatters = [
  scatterSample(rowUpdates, [3, 4]),
  scatterSample(rowUpdates, [3, 4], unique, "promise_in_bounds", true),
  scatterSample(rowUpdates, [3, 2]),
  ...modes.map((mode) => scatterSample(rowUpdates, [3, 4], outside, mode)),
  ...modes.map((mode) => scatterSample(windowUpdates, [2, 3, 3], corners, mode)),
  scatterSample(windowUpdates, [2, 3, 3], overlapping),
  scatterSample(onePerRowUpdates, [5], perRow),
];

/** The same with complex operands and updates. */
function ofComplex<S extends { readonly inputs: readonly NDArray[] }>(sample: S): S {
  const inputs = sample.inputs.map((of) => (of.dtype === "float64" ? complexSpread(of.shape) : of));
  return { ...sample, inputs };
}

const complexScatters = [
  ofComplex(scatterSample(rowUpdates, [3, 4], unique, "promise_in_bounds", true)),
  ofComplex(scatterSample(windowUpdates, [2, 3, 3], overlapping)),
];

describe("derivatives of reading and writing parts", () => {
  sweep(indexing, {
    slice: [
      { inputs: [z], params: { startIndices: [0, 1], limitIndices: [5, 4], strides: [3, 2] } },
      { inputs: [x], params: { startIndices: [1, 0], limitIndices: [4, 3], strides: null } },
      { inputs: [x], params: { startIndices: [0, 1], limitIndices: [5, 4], strides: [3, 2] } },
      { inputs: [x], params: { startIndices: [2, 1], limitIndices: [2, 4], strides: [2, 1] } },
    ],
    dynamicSlice: [
      { inputs: [z, ...starts], params: { sliceSizes: [3, 2] } },
      { inputs: [x, ...starts], params: { sliceSizes: [3, 2] } },
      { inputs: [x, ...beyond], params: { sliceSizes: [2, 3] } },
    ],
    dynamicUpdateSlice: [
      { inputs: [z, complexSpread([2, 2], [2, 3, 0, 1]), ...starts] },
      { inputs: [x, spread([2, 2], 2, 3), ...starts] },
      { inputs: [x, spread([2, 2], 2, 3), ...beyond] },
      { inputs: [x, spread([2, 2], 2, 3), ...starts], fixed: [0] },
    ],
    gather: [
      ofComplex(gatherSample(windows, [2, 3], corners)),
      ofComplex(gatherSample(rows, [1, 4])),
      gatherSample(rows, [1, 4]),
      gatherSample(rows, [1, 2]),
      gatherSample(windows, [2, 3], corners),
      gatherSample(onePerRow, [1, 1], perRow),
      {
        ...gatherSample(rows, [1, 4], outside, "fill"),
        params: { ...gatherSample(rows, [1, 4]).params, mode: "fill" as const, fillValue: 7 },
      },
      gatherSample(rows, [1, 4], outside, "clip"),
    ],
    scatter: [...scatters, ...complexScatters].map((sample) => ({
      ...sample,
      transposable: sample.params.uniqueIndices,
    })),
    scatterAdd: [...scatters, ...complexScatters],
    scatterMul: [
      ...scatters.map((sample) => ({ ...sample, fixed: [1, 2] })),
      scatterSample(rowUpdates, [3, 4], unique, "promise_in_bounds", true),
      ofComplex(scatterSample(rowUpdates, [3, 4], unique, "promise_in_bounds", true)),
      { ...scatterSample(rowUpdates, [3, 4]), refused: /say so with \{ uniqueIndices: true \}/ },
    ],
    scatterMin: scatters,
    scatterMax: scatters,
  });
});
