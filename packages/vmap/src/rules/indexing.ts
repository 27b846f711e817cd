import {
  broadcastInDim,
  concatenate,
  convertElementType,
  dynamicSlice,
  dynamicUpdateSlice,
  type GatherParams,
  gather,
  indexing,
  type Array as NDArray,
  promoteTypes,
  reshape,
  type ScatterParams,
  scalarArray,
  scatter,
  scatterAdd,
  scatterMax,
  scatterMin,
  scatterMul,
  slice,
} from "@hyrax/core";
import { atFront, elementAval, frontIfBatched, inserted, shifted } from "../interpreters/axes.js";
import { type Batched, batchFamily, type MappedAxis } from "../interpreters/rule.js";
import { axisOf } from "./along-axes.js";

type Scatter = (x: NDArray, indices: NDArray, updates: NDArray, params: ScatterParams) => NDArray;

export const indexingBatch = batchFamily(indexing, {
  slice: ([x], { startIndices, limitIndices, strides }, { size }) => {
    const batch = axisOf(x);
    const value = slice(x.value, {
      startIndices: inserted(startIndices, batch, 0),
      limitIndices: inserted(limitIndices, batch, size),
      strides: strides && inserted(strides, batch, 1),
    });
    return { value, axis: batch };
  },

  dynamicSlice: ([first, ...starts], { sliceSizes }, map) => {
    const x = first as Batched;
    if (starts.some(({ axis }) => axis !== null)) return gatherWindow(x, starts, sliceSizes, map);
    const batch = axisOf(x);
    const values = starts.map(({ value }) => value);
    const value = dynamicSlice([x.value, ...inserted(values, batch, zeroLike(values))], {
      sliceSizes: inserted(sliceSizes, batch, map.size),
    });
    return { value, axis: batch };
  },

  dynamicUpdateSlice: ([first, second, ...starts], _, map) => {
    const [x, update] = [first as Batched, second as Batched];
    if (starts.some(({ axis }) => axis !== null)) return scatterWindow(x, update, starts, map);
    const values = starts.map(({ value }) => value);
    const operands = [atFront(x, map.size), atFront(update, map.size), zeroLike(values), ...values];
    return { value: dynamicUpdateSlice(operands), axis: 0 };
  },

  gather: ([x, indices], params, map) => gatherBatch(x, indices, params, map),
  scatter: scatterBatch(scatter),
  scatterAdd: scatterBatch(scatterAdd),
  scatterMul: scatterBatch(scatterMul),
  scatterMin: scatterBatch(scatterMin),
  scatterMax: scatterBatch(scatterMax),
});

/** The start of the slice along the mapped axis, in the dtype of the other starts. */
function zeroLike([start]: readonly NDArray[]): NDArray {
  return scalarArray(0, start?.dtype ?? "int32");
}

/** Start indices as `gather` takes them: one row `[axes]` for each element of the batch. */
function startRows(starts: readonly Batched[], size: number): Batched {
  const { dtype } = promoteTypes(starts.map(({ value }) => value));
  const columns = starts.map((start) => {
    const column = broadcastInDim(atFront(start, size), { shape: [size, 1], broadcastDimensions: [0] });
    return column.dtype === dtype ? column : convertElementType(column, { newDtype: dtype, weakType: false });
  });
  return { value: columns.length === 1 ? (columns[0] as NDArray) : concatenate(columns, { dimension: 1 }), axis: 0 };
}

function gatherWindow(x: Batched, starts: readonly Batched[], sliceSizes: readonly number[], map: MappedAxis): Batched {
  const axes = starts.map((_, axis) => axis);
  const params: GatherParams = {
    dimensionNumbers: {
      offsetDims: axes,
      collapsedSliceDims: [],
      startIndexMap: axes,
      operandBatchingDims: [],
      startIndicesBatchingDims: [],
    },
    sliceSizes,
    mode: "clip",
    fillValue: null,
    indicesAreSorted: true,
    uniqueIndices: true,
  };
  return gatherBatch(x, startRows(starts, map.size), params, map);
}

function scatterWindow(x: Batched, update: Batched, starts: readonly Batched[], map: MappedAxis): Batched {
  const axes = starts.map((_, axis) => axis);
  const params: ScatterParams = {
    dimensionNumbers: {
      updateWindowDims: axes,
      insertedWindowDims: [],
      scatterDimsToOperandDims: axes,
      operandBatchingDims: [],
      scatterIndicesBatchingDims: [],
    },
    mode: "clip",
    indicesAreSorted: true,
    uniqueIndices: true,
  };
  return scatterBatch(scatter)([x, startRows(starts, map.size), update], params, map);
}

function gatherBatch(x: Batched, indices: Batched, params: GatherParams, { size }: MappedAxis): Batched {
  const { dimensionNumbers: d, sliceSizes } = params;
  const [operand, starts] = [frontIfBatched(x), frontIfBatched(indices)];
  const moved = (axes: readonly number[]) => (operand.axis === null ? axes : shifted(axes));
  const both = operand.axis !== null && starts.axis !== null;
  // A slice of one element does not fit into an empty axis; but then the result is empty too.
  if (both && size === 0) {
    const element = gather.abstractEval(
      [x, indices].map(({ value, axis }) => elementAval(value.aval, axis)),
      params,
    )[0];
    return { value: reshape(operand.value, { newSizes: [0, ...(element?.shape ?? [])] }), axis: 0 };
  }
  const startIndicesBatchingDims =
    starts.axis === null ? d.startIndicesBatchingDims : shifted(d.startIndicesBatchingDims);
  // Without indices of its own, an element of the batch is a window over the whole mapped axis.
  const window = operand.axis !== null && starts.axis === null;
  const value = gather(operand.value, starts.value, {
    ...params,
    dimensionNumbers: {
      offsetDims: window ? [0, ...shifted(d.offsetDims)] : shifted(d.offsetDims),
      collapsedSliceDims: moved(d.collapsedSliceDims),
      startIndexMap: moved(d.startIndexMap),
      operandBatchingDims: both ? [0, ...moved(d.operandBatchingDims)] : moved(d.operandBatchingDims),
      startIndicesBatchingDims: both ? [0, ...startIndicesBatchingDims] : startIndicesBatchingDims,
    },
    sliceSizes: operand.axis === null ? sliceSizes : [window ? size : 1, ...sliceSizes],
    // Rows of indices into the same array may be sorted and unique by themselves, but not together.
    indicesAreSorted: params.indicesAreSorted && operand.axis !== null,
    uniqueIndices: params.uniqueIndices && operand.axis !== null,
  });
  return { value, axis: 0 };
}

function scatterBatch(apply: Scatter) {
  return (
    [x, indices, updates]: readonly [Batched, Batched, Batched],
    params: ScatterParams,
    { size }: MappedAxis,
  ): Batched => {
    const { dimensionNumbers: d } = params;
    const starts = frontIfBatched(indices);
    const own = starts.axis !== null;
    const value = apply(atFront(x, size), starts.value, atFront(updates, size), {
      ...params,
      dimensionNumbers: {
        updateWindowDims: own ? shifted(d.updateWindowDims) : [0, ...shifted(d.updateWindowDims)],
        insertedWindowDims: shifted(d.insertedWindowDims),
        scatterDimsToOperandDims: shifted(d.scatterDimsToOperandDims),
        operandBatchingDims: own ? [0, ...shifted(d.operandBatchingDims)] : shifted(d.operandBatchingDims),
        scatterIndicesBatchingDims: own ? [0, ...shifted(d.scatterIndicesBatchingDims)] : d.scatterIndicesBatchingDims,
      },
    });
    return { value, axis: 0 };
  };
}
