import { gather, hostArray, Array as NDArray, reshape } from "@hyrax/core";

/** The slices of x at indices along an axis; the indices lie along one axis and are known to be within bounds. */
export function takeRows(x: NDArray, indices: NDArray | readonly number[], axis: number): NDArray {
  const list = indices instanceof NDArray ? indices : hostArray(Int32Array.from(indices), [indices.length], "int32");
  const starts = reshape(list, { newSizes: [list.size, 1] });
  return gather(x, starts, {
    dimensionNumbers: {
      offsetDims: x.shape.map((_, i) => i).filter((i) => i !== axis),
      collapsedSliceDims: [axis],
      startIndexMap: [axis],
      operandBatchingDims: [],
      startIndicesBatchingDims: [],
    },
    sliceSizes: x.shape.map((n, i) => (i === axis ? 1 : n)),
    mode: "promise_in_bounds",
    fillValue: null,
    indicesAreSorted: false,
    uniqueIndices: false,
  });
}
