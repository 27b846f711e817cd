import { gather, type Array as NDArray, reshape } from "@hyrax/core";

/** Slices of `x` at indices along an axis, which lie within it: `[...x before, ...indices, ...x after]`. */
export function take(x: NDArray, indices: NDArray, axis: number): NDArray {
  const before = x.shape.slice(0, axis).map((_, i) => i);
  const after = x.shape.slice(axis + 1).map((_, i) => axis + indices.ndim + i);
  return gather(x, reshape(indices, { newSizes: [...indices.shape, 1] }), {
    dimensionNumbers: {
      offsetDims: [...before, ...after],
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
