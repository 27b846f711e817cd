import {
  broadcastInDim,
  concatenate,
  type Array as NDArray,
  reshape,
  type Shape,
  sameShape,
  scalarArray,
  slice,
} from "@hyrax/core";

/** A uint32 scalar. */
export function uint32(value: number): NDArray {
  return scalarArray(value, "uint32");
}

/** The part of an array from `start` to `limit` along its last axis. */
export function sliceLast(x: NDArray, start: number, limit: number): NDArray {
  const lead = x.shape.slice(0, -1);
  return slice(x, { startIndices: [...lead.map(() => 0), start], limitIndices: [...lead, limit], strides: null });
}

/** The first or second word of each key of `[...keys, 2]`: `[...keys]`. */
export function word(keys: NDArray, index: 0 | 1): NDArray {
  return reshape(sliceLast(keys, index, index + 1), { newSizes: keys.shape.slice(0, -1) });
}

/** Two arrays side by side along a new last axis. */
export function stackLast(first: NDArray, second: NDArray): NDArray {
  const rank = first.ndim;
  const parts = [first, second].map((x) => reshape(x, { newSizes: [...x.shape, 1] }));
  return concatenate(parts, { dimension: rank });
}

/** An array in a larger shape, with its own axes starting at `axis`; a scalar stays one, since it goes with any shape. */
export function spread(x: NDArray, shape: Shape, axis: number): NDArray {
  if (x.ndim === 0 || sameShape(x.shape, shape)) return x;
  return broadcastInDim(x, { shape, broadcastDimensions: x.shape.map((_, i) => axis + i) });
}
