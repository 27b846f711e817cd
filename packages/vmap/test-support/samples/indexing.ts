import type { GatherParams, indexing, ScatterParams } from "@hyrax/core";
import { type Draw, integers, reals } from "../draw.js";
import type { Samples } from "../sample.js";

/** Indices that lie before, within and behind axes of up to four elements. */
const starts = integers(-3, 6);

const gather: Omit<GatherParams, "dimensionNumbers" | "sliceSizes"> = {
  mode: "clip",
  fillValue: null,
  indicesAreSorted: false,
  uniqueIndices: false,
};

/** `x[i]`, whole rows. */
const rows: GatherParams = {
  ...gather,
  dimensionNumbers: {
    offsetDims: [1],
    collapsedSliceDims: [0],
    startIndexMap: [0],
    operandBatchingDims: [],
    startIndicesBatchingDims: [],
  },
  sliceSizes: [1, 3],
};

/** Windows of 2 × 2 at starts along both axes, given in the other order; the window lies before the indices' axes. */
const windows: GatherParams = {
  ...gather,
  dimensionNumbers: {
    offsetDims: [0, 2],
    collapsedSliceDims: [],
    startIndexMap: [1, 0],
    operandBatchingDims: [],
    startIndicesBatchingDims: [],
  },
  sliceSizes: [2, 2],
};

/** An element of each row, `takeAlongAxis`: the rows are a batching axis of their own. */
const alongRows: GatherParams = {
  ...gather,
  dimensionNumbers: {
    offsetDims: [],
    collapsedSliceDims: [1],
    startIndexMap: [1],
    operandBatchingDims: [0],
    startIndicesBatchingDims: [0],
  },
  sliceSizes: [1, 1],
};

const scatterRows: ScatterParams = {
  dimensionNumbers: {
    updateWindowDims: [1],
    insertedWindowDims: [0],
    scatterDimsToOperandDims: [0],
    operandBatchingDims: [],
    scatterIndicesBatchingDims: [],
  },
  mode: "fill",
  indicesAreSorted: false,
  uniqueIndices: false,
};

const scatterWindows: ScatterParams = {
  ...scatterRows,
  dimensionNumbers: {
    updateWindowDims: [0, 2],
    insertedWindowDims: [],
    scatterDimsToOperandDims: [1, 0],
    operandBatchingDims: [],
    scatterIndicesBatchingDims: [],
  },
  mode: "clip",
};

const scatterAlongRows: ScatterParams = {
  ...scatterRows,
  dimensionNumbers: {
    updateWindowDims: [],
    insertedWindowDims: [1],
    scatterDimsToOperandDims: [1],
    operandBatchingDims: [0],
    scatterIndicesBatchingDims: [0],
  },
};

const scatters = (kind: (...shape: number[]) => Draw, rtol: number) => [
  { inputs: [kind(4, 3), starts(5, 1), kind(5, 3)] as const, params: scatterRows, rtol },
  { inputs: [kind(4, 3), starts(2, 2), kind(2, 2, 2)] as const, params: scatterWindows, rtol },
  { inputs: [kind(2, 4), starts(2, 3, 1), kind(2, 3)] as const, params: scatterAlongRows, rtol },
  { inputs: [kind(4, 3), starts(1), kind(3)] as const, params: scatterRowAt, rtol },
];

/** A single row. */
const scatterRowAt: ScatterParams = {
  ...scatterRows,
  dimensionNumbers: { ...scatterRows.dimensionNumbers, updateWindowDims: [0] },
};

export const indexingSamples: Samples<typeof indexing> = {
  slice: [
    { inputs: [reals(4, 5)], params: { startIndices: [1, 0], limitIndices: [3, 5], strides: null } },
    { inputs: [reals(4, 5)], params: { startIndices: [0, 1], limitIndices: [4, 5], strides: [3, 2] } },
    { inputs: [reals()], params: { startIndices: [], limitIndices: [], strides: null } },
  ],
  dynamicSlice: [
    { inputs: [reals(4, 3), starts(), starts()], params: { sliceSizes: [2, 1] } },
    { inputs: [reals(4), integers(0, 6, "uint8")()], params: { sliceSizes: [3] } },
    { inputs: [reals(4, 3), starts(), integers(-2, 2, "int8")()], params: { sliceSizes: [1, 2] } },
    { inputs: [reals()], params: { sliceSizes: [] } },
  ],
  dynamicUpdateSlice: [
    { inputs: [reals(4, 3), reals(2, 1), starts(), starts()], params: {} },
    { inputs: [reals(4), reals(4), starts()], params: {} },
    { inputs: [reals(), reals()], params: {} },
  ],
  gather: [
    { inputs: [reals(4, 3), starts(5, 1)], params: rows },
    { inputs: [reals(4, 3), starts(5, 1)], params: { ...rows, mode: "fill" } },
    { inputs: [reals(4, 3), starts(5, 1)], params: { ...rows, mode: "fill", fillValue: 7 } },
    {
      inputs: [reals(4, 3), integers(0, 3)(2, 2, 1)],
      params: { ...rows, mode: "promise_in_bounds", dimensionNumbers: { ...rows.dimensionNumbers, offsetDims: [1] } },
    },
    {
      inputs: [reals(4, 3), starts(1)],
      params: { ...rows, dimensionNumbers: { ...rows.dimensionNumbers, offsetDims: [0] } },
    },
    { inputs: [reals(4, 3), starts(5, 2)], params: windows },
    { inputs: [reals(2, 4), starts(2, 3, 1)], params: alongRows },
  ],
  scatter: scatters(reals, 0),
  scatterAdd: scatters(reals, 1e-6),
  scatterMul: scatters(reals, 1e-6),
  scatterMin: scatters(reals, 0),
  scatterMax: scatters(integers(-9, 9), 0),
};
