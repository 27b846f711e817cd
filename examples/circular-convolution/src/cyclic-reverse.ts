import { concatenate, type Array as NDArray, rev, slice } from "@hyrax/core";

/** `x[−i mod n]` along the last axis: the first element stays, the others are reversed. */
export function cyclicReverse(x: NDArray): NDArray {
  const axis = x.ndim - 1;
  const from = (start: number, limit: number) =>
    slice(x, {
      startIndices: x.shape.map((_, i) => (i === axis ? start : 0)),
      limitIndices: x.shape.map((n, i) => (i === axis ? limit : n)),
      strides: null,
    });
  const n = x.shape[axis] ?? 0;
  if (n < 2) return x;
  return concatenate([from(0, 1), rev(from(1, n), { dimensions: [axis] })], { dimension: axis });
}
