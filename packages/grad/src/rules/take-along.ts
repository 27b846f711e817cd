import { broadcastInDim, gather, type Array as NDArray, reshape, scalarArray } from "@hyrax/core";

/** The elements of `x` at indices along an axis: as `indices` says for each element of the result. */
export function takeAlong(x: NDArray, indices: NDArray, axis: number): NDArray {
  // Of an axis without elements a gather has no slice to take.
  if (indices.size === 0) {
    return broadcastInDim(scalarArray(0, x.dtype), { shape: indices.shape, broadcastDimensions: [] });
  }
  const others = x.shape.map((_, i) => i).filter((i) => i !== axis);
  return gather(x, reshape(indices, { newSizes: [...indices.shape, 1] }), {
    dimensionNumbers: {
      offsetDims: [],
      collapsedSliceDims: [axis],
      startIndexMap: [axis],
      operandBatchingDims: others,
      startIndicesBatchingDims: others,
    },
    sliceSizes: x.shape.map(() => 1),
    mode: "promise_in_bounds",
    fillValue: null,
    indicesAreSorted: false,
    uniqueIndices: true,
  });
}
