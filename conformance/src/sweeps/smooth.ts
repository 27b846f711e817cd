import type { Params, ScatterParams } from "@hyrax/core";
import { type Draw, integers, reals } from "../../../packages/vmap/test-support/draw.js";
import { memberAxis } from "../../../packages/vmap/test-support/samples/collective.js";

interface SmoothSample {
  readonly inputs: readonly Draw[];
  readonly params: Params;
}

const cumulative = [reals(0), reals(1), reals(1, 3)].map((x) => ({ inputs: [x], params: { axis: 0, reverse: true } }));
const reductions = [
  { inputs: [reals(0, 2)], params: { axes: [1] } },
  { inputs: [reals(1)], params: { axes: [0] } },
  { inputs: [reals()], params: { axes: [] } },
];
const dimensions = (lhsContract: readonly number[], rhsContract: readonly number[]) => ({
  dimensionNumbers: { lhsContract, rhsContract, lhsBatch: [], rhsBatch: [] },
  preferredElementType: null,
});

/** Applications that matter to derivatives more than to batching: sizes 0 and 1, and precision that loses nothing. */
export const smooth: Readonly<Record<string, readonly SmoothSample[]>> = {
  reducePrecision: [{ inputs: [reals(3)], params: { exponentBits: 11, mantissaBits: 52 } }],
  convertElementType: [{ inputs: [reals(2)], params: { newDtype: "float64", weakType: false } }],
  reduceSum: [...reductions, { inputs: [reals(0, 2)], params: { axes: [0] } }],
  reduceProd: [...reductions, { inputs: [reals(0, 2)], params: { axes: [0] } }],
  reduceMax: reductions,
  reduceMin: [...reductions, { inputs: [reals(2, 3)], params: { axes: [1] } }],
  cumsum: cumulative,
  cumprod: cumulative,
  cummax: cumulative,
  cummin: cumulative,
  cumlogsumexp: cumulative,
  min: [{ inputs: [reals(3), reals()], params: {} }],
  scatterMul: [
    {
      inputs: [reals(4, 3), integers(1, 1)(1, 1), reals(1, 3)],
      params: {
        dimensionNumbers: {
          updateWindowDims: [1],
          insertedWindowDims: [0],
          scatterDimsToOperandDims: [0],
          operandBatchingDims: [],
          scatterIndicesBatchingDims: [],
        },
        mode: "fill",
        indicesAreSorted: true,
        uniqueIndices: true,
      } satisfies ScatterParams,
    },
  ],
  dotGeneral: [
    { inputs: [reals(2, 0), reals(0, 3)], params: dimensions([1], [0]) },
    { inputs: [reals(1, 1), reals(1)], params: dimensions([1], [0]) },
  ],
  pmin: [{ inputs: [reals(3)], params: { axes: [memberAxis.name], axisIndexGroups: null } }],
  sort: [
    { inputs: [reals(1)], params: { dimension: 0, isStable: true, numKeys: 1 } },
    { inputs: [reals(0, 2)], params: { dimension: 1, isStable: true, numKeys: 1 } },
    { inputs: [reals(4), reals(4)], params: { dimension: 0, isStable: true, numKeys: 1 } },
  ],
  concatenate: [{ inputs: [reals(0), reals(1)], params: { dimension: 0 } }],
};
