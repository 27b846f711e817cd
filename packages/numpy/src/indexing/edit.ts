import {
  type ArrayLike,
  add,
  broadcastInDim,
  ConcretizationTypeError,
  clamp,
  iota,
  lt,
  mul,
  Array as NDArray,
  reduceSum,
  requireOptions,
  type Slice,
  scalarArray,
  sub,
  Tracer,
} from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { broadcastArray } from "../broadcast.js";
import { convertTo, toArray } from "../convert.js";
import { promoteDtypes } from "../promote.js";
import { moveaxis, ravel } from "../shape.js";
import { sort } from "../sorting/sort.js";
import { flatNonzero, knownNumbers } from "./coordinates.js";
import { indexArray, knownIndices } from "./index-array.js";
import { axisSlice, isSliceText } from "./slice-text.js";
import { takeAt } from "./take.js";
import { wrapNegative } from "./wrap-negative.js";
import { indexed } from "./write.js";

/** Where to delete or insert: positions, a slice such as "1:3", or a mask. */
export type Positions = ArrayLike | Slice;

/** Options of `delete`. */
export interface DeleteOptions {
  /** The axis to delete along; of the flattened array without one. */
  readonly axis?: number | null;
  /** That no position is named twice, which fixes the size of the result for traced positions. */
  readonly assumeUniqueIndices?: boolean;
}

interface Line {
  readonly array: NDArray;
  readonly axis: number;
  readonly size: number;
}

function lineOf(name: string, x: ArrayLike, axis: number | null | undefined): Line {
  const whole = axis === undefined || axis === null;
  const array = whole ? ravel(x) : toArray(x, name);
  const along = whole ? 0 : canonicalAxis(name, axis, array.ndim);
  return { array, axis: along, size: array.shape[along] as number };
}

/**
 * A copy of `x` without the slices at some positions along an axis. Throws a `TypeError` for positions out of bounds, and a
 * `ConcretizationTypeError` for several traced positions unless they are said to be unique.
 */
export function deleteAt(x: ArrayLike, positions: Positions, options: DeleteOptions = {}): NDArray {
  requireOptions("delete", options, ["axis", "assumeUniqueIndices"]);
  const name = "delete";
  const { array, axis, size } = lineOf(name, x, options.axis);
  const given = positionsOf(name, positions, size);
  const kept =
    given instanceof Tracer
      ? keptAround(name, given, size, options.assumeUniqueIndices === true)
      : knownKept(name, given, size);
  return takeAt(array, kept, axis, { mode: "promise_in_bounds", indicesAreSorted: true, uniqueIndices: true });
}

function positionsOf(name: string, positions: Positions, size: number): NDArray {
  if (typeof positions === "string") {
    if (!isSliceText(positions)) throw new TypeError(`${name}: "${String(positions)}" is not a slice such as "1:3"`);
    const { start, step, length } = axisSlice(positions, size);
    return knownIndices(Array.from({ length }, (_, i) => start + i * step));
  }
  const isMask = positions instanceof NDArray ? positions.dtype === "bool" : isBooleans(positions);
  if (!isMask) return indexArray(name, positions);
  const mask = toArray(positions, name);
  if (mask instanceof Tracer) {
    throw new ConcretizationTypeError(`${name}: how many elements the traced mask ${mask} names is not known`);
  }
  if (mask.size !== size) throw new TypeError(`${name}: the mask has ${mask.size} elements for an axis of ${size}`);
  return knownIndices(flatNonzero(mask));
}

function isBooleans(positions: ArrayLike): boolean {
  return Array.isArray(positions) && positions.length > 0 && positions.every((item) => typeof item === "boolean");
}

function knownKept(name: string, positions: NDArray, size: number): NDArray {
  const dropped = new Set(known(name, positions, size, size - 1));
  return knownIndices(Array.from({ length: size }, (_, i) => i).filter((i) => !dropped.has(i)));
}

/** Positions that are known here, counted from the front. */
function known(name: string, positions: NDArray, size: number, last: number): readonly number[] {
  return knownNumbers(positions).map((value) => {
    const position = value < 0 ? value + size : value;
    if (position >= 0 && position <= last) return position;
    throw new TypeError(`${name}: position ${value} is out of bounds for an axis of ${size} elements`);
  });
}

/** The positions that are left: each is moved on by the number of deleted ones before it. */
function keptAround(name: string, positions: NDArray, size: number, unique: boolean): NDArray {
  if (positions.ndim > 0 && !unique) {
    throw new ConcretizationTypeError(
      `${name}: how many of the traced positions ${positions} differ is not known; set assumeUniqueIndices if all do`,
    );
  }
  const dropped = sort(ravel(convertTo(wrapNegative(positions, size), "int32")));
  const count = dropped.size;
  const left = iota({ dtype: "int32", shape: [size - count], dimension: 0 });
  const passed = sub(dropped, iota({ dtype: "int32", shape: [count], dimension: 0 }));
  return add(left, countBelow(passed, add(left, 1)));
}

/** Options of `insert`. */
export interface InsertOptions {
  /** The axis to insert along; into the flattened array without one. */
  readonly axis?: number | null;
}

/**
 * A copy of `x` with values before some positions along an axis. One position takes all the values, several take one each.
 * The result keeps the dtype of `x`. Throws a `TypeError` for positions out of bounds.
 */
export function insert(x: ArrayLike, positions: Positions, values: ArrayLike, options: InsertOptions = {}): NDArray {
  requireOptions("insert", options, ["axis"]);
  const name = "insert";
  const { array, axis, size } = lineOf(name, x, options.axis);
  const at = positionsOf(name, positions, size);
  const [, given] = promoteDtypes(name, array, values);
  const single = at.size === 1;
  // NumPy's rule: at one position given as a number, the first axis of the values is the one that they are inserted along.
  const inserted = single && at.ndim === 0 && given.ndim > 0 ? moveaxis(padAxes(given, array.ndim), 0, axis) : given;
  const count = single ? (padAxes(inserted, array.ndim).shape[axis] as number) : at.size;
  const places = at instanceof Tracer ? tracedPlaces(at, count, size) : knownPlaces(name, at, count, size);
  const shape = array.shape.map((n, i) => (i === axis ? n + count : n));
  const index = (where: NDArray) => [...Array.from({ length: axis }, () => ":" as const), where];
  const blank = broadcastInDim(scalarArray(0, array.dtype), { shape, broadcastDimensions: [] });
  const withOld = indexed(blank, index(places.old)).set(array, { uniqueIndices: true });
  return indexed(withOld, index(places.inserted)).set(inserted, { uniqueIndices: true });
}

/** The array with axes of size 1 in front, up to a rank. */
function padAxes(x: NDArray, rank: number): NDArray {
  if (x.ndim >= rank) return x;
  return broadcastArray(x, [...Array.from({ length: rank - x.ndim }, () => 1), ...x.shape]);
}

interface Places {
  /** Where each element of the array goes. */
  readonly old: NDArray;
  /** Where each inserted element goes, in the order of the values. */
  readonly inserted: NDArray;
}

function knownPlaces(name: string, positions: NDArray, count: number, size: number): Places {
  const starts = known(name, positions, size, size);
  const before = Array.from({ length: count }, (_, i) => (starts.length === 1 ? starts[0] : starts[i]) as number);
  const order = before.map((_, i) => i).sort((i, j) => (before[i] as number) - (before[j] as number));
  const inserted = new Array<number>(before.length);
  order.forEach((i, passed) => {
    inserted[i] = (before[i] as number) + passed;
  });
  const taken = new Set(inserted);
  const old = Array.from({ length: size + before.length }, (_, i) => i).filter((i) => !taken.has(i));
  return { old: knownIndices(old), inserted: knownIndices(inserted) };
}

/** By counting: an inserted element comes after the inserted ones before it, equal positions in the order of their values. */
function tracedPlaces(positions: NDArray, count: number, size: number): Places {
  const starts = broadcastArray(ravel(positions), [count]);
  const before = clamp(0, convertTo(wrapNegative(starts, size), "int32"), size);
  const rank = add(mul(before, count), iota({ dtype: "int32", shape: [count], dimension: 0 }));
  const old = iota({ dtype: "int32", shape: [size], dimension: 0 });
  return { inserted: add(before, countBelow(rank, rank)), old: add(old, countBelow(before, add(old, 1))) };
}

/** For each bound, how many of the numbers are less. */
function countBelow(numbers: NDArray, bounds: NDArray): NDArray {
  const shape = [bounds.size, numbers.size];
  const below = lt(
    broadcastInDim(numbers, { shape, broadcastDimensions: [1] }),
    broadcastInDim(bounds, { shape, broadcastDimensions: [0] }),
  );
  return reduceSum(convertTo(below, "int32"), { axes: [1] });
}
