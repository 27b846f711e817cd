import { broadcastInDim, type Array as NDArray, type Shape } from "@hyrax/core";

/** A reduced array with the axes that it was reduced over put back, at size 1. */
export function keepAxes(reduced: NDArray, shape: Shape, axes: readonly number[]): NDArray {
  if (axes.length === 0) return reduced;
  return broadcastInDim(reduced, {
    shape: shape.map((n, axis) => (axes.includes(axis) ? 1 : n)),
    broadcastDimensions: shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis])),
  });
}
