import {
  type ArrayLike,
  broadcastInDim,
  cumsum,
  type Array as NDArray,
  requireOptions,
  reshape as reshapeTo,
  type Shape,
  scalarArray,
  scatterAdd,
  sizeOf,
} from "@hyrax/core";
import { canonicalAxis, canonicalShape } from "./axes.js";
import { convertTo, toArray } from "./convert.js";
import { concatenate } from "./joining.js";
import { ravel, reshape } from "./shape.js";
import { sliceAxis } from "./slices.js";
import { takeRows } from "./take-rows.js";

/** x repeated as a whole, `reps[i]` times along each axis `i`; the shorter of shape and repetitions is filled up in front with 1. */
export function tile(x: ArrayLike, reps: number | readonly number[]): NDArray {
  const array = toArray(x, "tile");
  const given = canonicalShape("tile", reps);
  const rank = Math.max(given.length, array.ndim);
  const times = [...Array<number>(rank - given.length).fill(1), ...given];
  const shape = [...Array<number>(rank - array.ndim).fill(1), ...array.shape];
  const spread = broadcastInDim(reshape(array, shape), {
    shape: shape.flatMap((n, axis) => [times[axis] as number, n]),
    broadcastDimensions: shape.map((_, axis) => 2 * axis + 1),
  });
  return reshape(
    spread,
    shape.map((n, axis) => n * (times[axis] as number)),
  );
}

export interface RepeatOptions {
  /** The axis along which to repeat; without it, all elements along one axis. */
  readonly axis?: number | null;
  /** The size of the axis afterwards; needed where the repetitions are traced. Too few are cut off, too many repeat the last. */
  readonly totalRepeatLength?: number;
}

/** Each slice of x along an axis repeated: all as often, or each by its own number. */
export function repeat(x: ArrayLike, repeats: ArrayLike, options: RepeatOptions = {}): NDArray {
  requireOptions("repeat", options, ["axis", "totalRepeatLength"]);
  const flat = options.axis === undefined || options.axis === null;
  const array = flat ? ravel(x) : toArray(x, "repeat");
  const axis = flat ? 0 : canonicalAxis("repeat", options.axis as number, array.ndim);
  const size = array.shape[axis] as number;
  const { totalRepeatLength } = options;
  if (typeof repeats === "number" && totalRepeatLength === undefined) return repeatEach(array, repeats, axis);
  const counts = broadcastCounts(toArray(repeats, "repeat"), size);
  if (totalRepeatLength !== undefined) return takeRows(array, tracedRows(counts, size, totalRepeatLength), axis);
  const known = counts.tolist() as number[];
  return takeRows(
    array,
    known.flatMap((n, i) => Array<number>(n).fill(i)),
    axis,
  );
}

function repeatEach(x: NDArray, repeats: number, axis: number): NDArray {
  canonicalShape("repeat", repeats);
  const shape = [...x.shape.slice(0, axis + 1), repeats, ...x.shape.slice(axis + 1)];
  const broadcastDimensions = x.shape.map((_, i) => (i > axis ? i + 1 : i));
  const spread = broadcastInDim(x, { shape, broadcastDimensions });
  return reshapeTo(spread, { newSizes: x.shape.map((n, i) => (i === axis ? n * repeats : n)) });
}

function broadcastCounts(repeats: NDArray, size: number): NDArray {
  const counts = convertTo(ravel(repeats), "int32");
  if (counts.size !== 1 && counts.size !== size) {
    throw new TypeError(
      `repeat: needs one number of repetitions or one for each of ${size} slices, found ${repeats.aval}`,
    );
  }
  return broadcastInDim(counts, { shape: [size], broadcastDimensions: [0] });
}

/** The number of the slice that each place of the result takes: how many slices have ended before it. */
function tracedRows(counts: NDArray, size: number, length: number): NDArray {
  const ends = cumsum(counts, { axis: 0, reverse: false });
  const zeros = broadcastInDim(scalarArray(0, "int32"), { shape: [length], broadcastDimensions: [] });
  // The end of the last slice counts for nothing: places beyond it repeat the last slice.
  const inner = sliceAxis(ends, 0, 0, Math.max(size - 1, 0));
  const ones = broadcastInDim(scalarArray(1, "int32"), { shape: inner.shape, broadcastDimensions: [] });
  const marks = scatterAdd(zeros, reshapeTo(inner, { newSizes: [inner.size, 1] }), ones, {
    dimensionNumbers: {
      updateWindowDims: [],
      insertedWindowDims: [0],
      scatterDimsToOperandDims: [0],
      operandBatchingDims: [],
      scatterIndicesBatchingDims: [],
    },
    mode: "fill",
    indicesAreSorted: true,
    uniqueIndices: false,
  });
  return cumsum(marks, { axis: 0, reverse: false });
}

/** The elements of x over and over, in another shape. */
export function resize(x: ArrayLike, newShape: Shape | number): NDArray {
  const flat = ravel(x);
  const shape = canonicalShape("resize", newShape);
  const size = sizeOf(shape);
  if (flat.size === 0) {
    return broadcastInDim(scalarArray(0, flat.dtype), { shape, broadcastDimensions: [] });
  }
  const copies = Array<NDArray>(Math.ceil(size / flat.size)).fill(flat);
  const filled = copies.length === 0 ? flat : concatenate(copies);
  return reshape(sliceAxis(filled, 0, 0, size), shape);
}
