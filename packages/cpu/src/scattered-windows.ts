import { type Shape, type ShapedArray, sizeOf, type TypedArray } from "@hyrax/core";
import { doublesReader } from "./doubles.js";
import { rowMajorStrides, stridedWalk } from "./strided.js";

/** How `gather` and the scatters find their windows, in terms of both. `x` is the indexed array, `y` the array of windows. */
export interface WindowDimensionNumbers {
  /** The axes of `y` that run within a window. */
  readonly windowDims: readonly number[];
  /** The axes of `x` of which a window has one place. */
  readonly collapsedDims: readonly number[];
  /** For each entry of an index, the axis of `x` that it is for. */
  readonly indexMap: readonly number[];
  readonly batchingDims: readonly number[];
  readonly indicesBatchingDims: readonly number[];
}

export interface ScatteredWindows {
  /** The axes of a window, and what a step along them means in `x` and in `y`. */
  readonly shape: Shape;
  readonly xStrides: readonly number[];
  readonly yStrides: readonly number[];
  /**
   * Visits every window with where it starts in `x` and in `y`. Starts are clamped so that windows lie within `x`, or,
   * with `clamp` off, windows that do not are visited with a start of −1.
   */
  readonly visit: (indices: TypedArray, clamp: boolean, visit: (xOffset: number, yOffset: number) => void) => void;
}

/** Resolves the dimension numbers of a gather or scatter; `window` is the size of a window along each axis of `x`. */
export function scatteredWindows(
  x: ShapedArray,
  indices: ShapedArray,
  y: ShapedArray,
  window: Shape,
  { windowDims, collapsedDims, indexMap, batchingDims, indicesBatchingDims }: WindowDimensionNumbers,
): ScatteredWindows {
  const xStrides = rowMajorStrides(x.shape);
  const yStrides = rowMajorStrides(y.shape);
  const removed = new Set([...collapsedDims, ...batchingDims]);
  const windowAxes = x.shape.map((_, axis) => axis).filter((axis) => !removed.has(axis));

  const batchShape = indices.shape.slice(0, -1);
  const batchStrides = y.shape.flatMap((_, axis) => (windowDims.includes(axis) ? [] : [yStrides[axis]!]));
  // An axis that both sides share moves through x as it moves through the indices.
  const sharedStrides = batchShape.map((_, axis) => {
    const k = indicesBatchingDims.indexOf(axis);
    return k < 0 ? 0 : xStrides[batchingDims[k]!]!;
  });
  const walk = stridedWalk(batchShape, sharedStrides, batchStrides);

  const entries = indexMap.length;
  const entryStrides = indexMap.map((axis) => xStrides[axis]!);
  const limits = indexMap.map((axis) => x.shape[axis]! - window[axis]!);
  const read = doublesReader(indices.dtype);
  const count = sizeOf(batchShape) * entries;

  return {
    shape: windowAxes.map((axis) => window[axis]!),
    xStrides: windowAxes.map((axis) => xStrides[axis]!),
    yStrides: [...windowDims].sort((a, b) => a - b).map((axis) => yStrides[axis]!),
    visit(indexData, clamp, visit) {
      const starts = new Float64Array(count);
      read(indexData, 0, count, starts, 0);
      let at = 0;
      walk(
        (shared, yOffset) => {
          let xOffset = shared;
          let inside = true;
          for (let k = 0; k < entries; k++, at++) {
            const start = starts[at]!;
            const nearest = Math.max(0, Math.min(limits[k]!, start));
            if (nearest !== start) inside = false;
            xOffset += nearest * entryStrides[k]!;
          }
          visit(inside || clamp ? xOffset : -1, yOffset);
        },
        0,
        0,
      );
    },
  };
}
