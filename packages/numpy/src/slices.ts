import { type Array as NDArray, slice } from "@hyrax/core";

/** The part of x from `start` to before `limit` along one axis, in steps. */
export function sliceAxis(x: NDArray, axis: number, start: number, limit: number, stride = 1): NDArray {
  if (start === 0 && limit === x.shape[axis] && stride === 1) return x;
  return slice(x, {
    startIndices: x.shape.map((_, i) => (i === axis ? start : 0)),
    limitIndices: x.shape.map((n, i) => (i === axis ? limit : n)),
    strides: stride === 1 ? null : x.shape.map((_, i) => (i === axis ? stride : 1)),
  });
}
