import {
  type ArrayLike,
  broadcastInDim,
  type GatherScatterMode,
  gather,
  type Array as NDArray,
  requireOptions,
  scalarArray,
  sizeOf,
} from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { convertTo, toArray } from "../convert.js";
import { ravel } from "../shape.js";
import { floorMod } from "./floor-mod.js";
import { indexArray } from "./index-array.js";
import { wrapNegative } from "./wrap-negative.js";

/** Options of `take`. */
export interface TakeOptions {
  /** The axis to take along; the flattened array without one. */
  readonly axis?: number | null;
  /** Out of bounds: "fill" (the default) gives `fillValue`, "clip" the nearest element, "wrap" counts on from the start. */
  readonly mode?: "fill" | "clip" | "wrap";
  /** NaN for floats, and the extreme value for integers, if not given. */
  readonly fillValue?: number;
  readonly indicesAreSorted?: boolean;
  readonly uniqueIndices?: boolean;
}

/**
 * The elements at indices along an axis, which the axes of `indices` replace. Negative indices count from the end.
 * Throws a `TypeError` for indices that are no integers, and for an axis without elements.
 *
 * @example np.take(np.array([10, 20, 30]), [2, 0]) // [30. 10.]
 */
export function take(x: ArrayLike, indices: ArrayLike, options: TakeOptions = {}): NDArray {
  requireOptions("take", options, ["axis", "mode", "fillValue", "indicesAreSorted", "uniqueIndices"]);
  const whole = options.axis === undefined || options.axis === null;
  const array = whole ? ravel(x) : toArray(x, "take");
  const axis = whole ? 0 : canonicalAxis("take", options.axis as number, array.ndim);
  const at = indexArray("take", indices);
  const size = array.shape[axis] as number;
  if (size === 0 && at.size > 0) {
    throw new TypeError(`take: axis ${axis} of the shape [${array.shape.join(", ")}] has no elements to take`);
  }
  const [starts, mode] = inMode(at, size, options.mode ?? "fill");
  return takeAt(array, starts, axis, { ...options, mode });
}

function inMode(at: NDArray, size: number, mode: "fill" | "clip" | "wrap"): readonly [NDArray, GatherScatterMode] {
  if (mode === "clip") return [at, "clip"];
  if (mode === "fill") return [wrapNegative(at, size), "fill"];
  if (mode !== "wrap") throw new TypeError(`take: mode "${String(mode)}" is none of fill, clip, wrap`);
  return [floorMod(at, size), "promise_in_bounds"];
}

/** What `takeAt` needs to know about its indices. */
export interface TakeAtOptions {
  readonly mode: GatherScatterMode;
  readonly fillValue?: number;
  readonly indicesAreSorted?: boolean;
  readonly uniqueIndices?: boolean;
}

/** Slices of `x` at indices along one axis, counted from the front; the axes of the indices take its place. */
export function takeAt(x: NDArray, indices: NDArray, axis: number, options: TakeAtOptions): NDArray {
  const index = convertTo(indices, "int32");
  const shape = [...x.shape.slice(0, axis), ...index.shape, ...x.shape.slice(axis + 1)];
  if (sizeOf(shape) === 0) return broadcastInDim(scalarArray(0, x.dtype), { shape, broadcastDimensions: [] });
  const others = x.shape.map((_, i) => i).filter((i) => i !== axis);
  return gather(
    x,
    broadcastInDim(index, { shape: [...index.shape, 1], broadcastDimensions: index.shape.map((_, i) => i) }),
    {
      dimensionNumbers: {
        offsetDims: others.map((i) => (i < axis ? i : i + index.ndim - 1)),
        collapsedSliceDims: [axis],
        startIndexMap: [axis],
        operandBatchingDims: [],
        startIndicesBatchingDims: [],
      },
      sliceSizes: x.shape.map((n, i) => (i === axis ? 1 : n)),
      mode: options.mode,
      fillValue: options.mode === "fill" ? (options.fillValue ?? null) : null,
      indicesAreSorted: options.indicesAreSorted === true,
      uniqueIndices: options.uniqueIndices === true,
    },
  );
}
