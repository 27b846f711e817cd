import {
  type ArrayLike,
  broadcastInDim,
  hostArray,
  isInteger,
  max as maxOf,
  type Array as NDArray,
  requireOptions,
  scalarArray,
  scatterAdd,
} from "@hyrax/core";
import { broadcastArray } from "../broadcast.js";
import { convertTo, toArray } from "../convert.js";
import { subtract } from "../elementwise/arithmetic.js";
import { greaterEqual } from "../elementwise/comparison.js";
import { indexDtype } from "../index-dtype.js";
import { knownNumbers } from "../indexing/coordinates.js";
import { reshape } from "../shape.js";
import { requireKnown } from "../sorting/nonzero.js";
import { type SearchMethod, searchsorted } from "../sorting/searchsorted.js";
import { where } from "../where.js";

/** Adds values up at positions of one axis of zeros; positions beyond it are dropped. */
export function addAt(positions: NDArray, values: NDArray, length: number): NDArray {
  const zeros = broadcastInDim(scalarArray(0, values.dtype), { shape: [length], broadcastDimensions: [] });
  return scatterAdd(zeros, reshape(convertTo(positions, "int32"), [positions.size, 1]), values, {
    dimensionNumbers: {
      updateWindowDims: [],
      insertedWindowDims: [0],
      scatterDimsToOperandDims: [0],
      operandBatchingDims: [],
      scatterIndicesBatchingDims: [],
    },
    mode: "fill",
    indicesAreSorted: false,
    uniqueIndices: false,
  });
}

/** Options of `bincount`. */
export interface BincountOptions {
  /** How much each element counts; 1 if not given. */
  readonly weights?: ArrayLike;
  /** The least number of counts to return. */
  readonly minlength?: number;
  /** The number of counts; greater elements are left out. Under a transformation it must be given. */
  readonly length?: number;
}

/**
 * How often each integer from 0 occurs in an array of one axis. Negative ones count as 0. Throws a `ConcretizationTypeError` for a
 * traced array without `length`.
 */
export function bincount(x: ArrayLike, options: BincountOptions = {}): NDArray {
  requireOptions("bincount", options, ["weights", "minlength", "length"]);
  const { weights, minlength = 0 } = options;
  const array = Array.isArray(x)
    ? toArray(Int32Array.from(x as readonly number[]), "bincount")
    : toArray(x, "bincount");
  if (array.ndim !== 1 || !(isInteger(array.dtype) || array.dtype === "bool")) {
    throw new TypeError(`bincount: takes integers along one axis, found ${array.aval}`);
  }
  const length = options.length ?? knownLength(array, minlength);
  const positions = maxOf(convertTo(array, "int32"), 0);
  const values =
    weights === undefined ? broadcastArray(scalarArray(1, indexDtype()), array.shape) : toArray(weights, "bincount");
  if (values.shape.join() !== array.shape.join()) {
    throw new TypeError(
      `bincount: weights of shape [${values.shape.join(", ")}] do not fit elements of shape [${array.shape.join(", ")}]`,
    );
  }
  return addAt(positions, values, length);
}

function knownLength(x: NDArray, minlength: number): number {
  requireKnown("bincount", x);
  return knownNumbers(x).reduce((length, value) => Math.max(length, value + 1), minlength);
}

/** Options of `digitize`. */
export interface DigitizeOptions {
  /** Whether a bin includes its right edge, instead of its left one. */
  readonly right?: boolean;
  readonly method?: SearchMethod;
}

/** The number (int32) of the bin that each element lies in, between edges that increase or decrease; 0 is before the first edge. */
export function digitize(x: ArrayLike, bins: ArrayLike, options: DigitizeOptions = {}): NDArray {
  requireOptions("digitize", options, ["right", "method"]);
  const { right = false, method } = options;
  const edges = toArray(bins, "digitize");
  const values = toArray(x, "digitize");
  if (edges.ndim !== 1)
    throw new TypeError(`digitize: the edges must have one axis, found the shape [${edges.shape.join(", ")}]`);
  if (edges.size === 0) return hostArray(new Int32Array(values.size), values.shape, "int32");
  const side = right ? "left" : "right";
  const search = (sorted: NDArray) => searchsorted(sorted, values, { side, ...(method !== undefined && { method }) });
  return where(
    greaterEqual(edges.get(-1), edges.get(0)),
    search(edges),
    subtract(edges.size, search(edges.get("::-1"))),
  );
}
