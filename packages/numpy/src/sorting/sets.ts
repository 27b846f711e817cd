import {
  type ArrayLike,
  and,
  cummax,
  cummin,
  eq,
  iota,
  type Array as NDArray,
  ne,
  not,
  requireOptions,
  sort as sortOperands,
  sub,
} from "@hyrax/core";
import { toArray } from "../convert.js";
import { full } from "../creation.js";
import { logicalNot } from "../elementwise/comparison.js";
import { indexDtype } from "../index-dtype.js";
import { takeAt } from "../indexing/take.js";
import { concatenate } from "../joining.js";
import { promoteDtypes } from "../promote.js";
import { any } from "../reductions/logical.js";
import { expandDims, ravel, reshape } from "../shape.js";
import { sliceAxis } from "../slices.js";
import { where } from "../where.js";
import { searchsorted } from "./searchsorted.js";
import { placesOf, takePlaces } from "./select-true.js";
import { sort } from "./sort.js";
import { type SetOptions, unique } from "./unique.js";

/** Options of functions of two sets. */
export interface TwoSetsOptions extends SetOptions {
  /** Say that no element occurs twice in one array; accepted as NumPy has it, it makes no difference to the speed here. */
  readonly assumeUnique?: boolean;
}

const twoSetsOptionNames = ["assumeUnique", "size", "fillValue"] as const satisfies readonly (keyof TwoSetsOptions)[];

/** The elements of both arrays in order, those of the first before equal ones of the second, in the order that they had. */
interface Merged {
  readonly values: NDArray;
  /** 0 for elements of the first array, 1 for those of the second. */
  readonly source: NDArray;
  /** The place of each in its own array. */
  readonly position: NDArray;
  /** Which elements differ from the one before. */
  readonly starts: NDArray;
  /** Which elements differ from the one after. */
  readonly ends: NDArray;
}

function merge(name: string, x: ArrayLike, y: ArrayLike): Merged {
  const [a, b] = promoteDtypes(name, ravel(x), ravel(y));
  const count = a.size + b.size;
  const parts = concatenate([a, b], { axis: 0 });
  const origin = iota({ dtype: indexDtype(), shape: [count], dimension: 0 });
  const [values, from] = sortOperands([parts, origin], { dimension: 0, isStable: true, numKeys: 1 }) as [
    NDArray,
    NDArray,
  ];
  const second = from.greaterEqual(a.size);
  const differ = ne(sliceAxis(values, 0, Math.min(1, count), count), sliceAxis(values, 0, 0, Math.max(0, count - 1)));
  const edge = full([Math.min(1, count)], true);
  return {
    values,
    source: second.astype("int32"),
    position: where(second, sub(from, a.size), from),
    starts: concatenate([edge, differ], { axis: 0 }),
    ends: concatenate([differ, edge], { axis: 0 }),
  };
}

/** The array one element on: what comes after each element; after the last one, itself. */
function following(x: NDArray): NDArray {
  return concatenate([sliceAxis(x, 0, Math.min(1, x.size), x.size), sliceAxis(x, 0, Math.max(0, x.size - 1), x.size)], {
    axis: 0,
  });
}

/**
 * The elements that are in both arrays, sorted, each once. With `returnIndices` a list: the elements, and where each occurs first in
 * the one array and in the other. Throws a `ConcretizationTypeError` for traced arrays without `size`.
 */
export function intersect1d(
  x: ArrayLike,
  y: ArrayLike,
  options: TwoSetsOptions & { readonly returnIndices: true },
): [values: NDArray, first: NDArray, second: NDArray];
export function intersect1d(x: ArrayLike, y: ArrayLike, options?: TwoSetsOptions): NDArray;
export function intersect1d(
  x: ArrayLike,
  y: ArrayLike,
  options: TwoSetsOptions & { readonly returnIndices?: boolean } = {},
): NDArray | [NDArray, NDArray, NDArray] {
  requireOptions("intersect1d", options, ["assumeUnique", "size", "fillValue", "returnIndices"]);
  const { size, fillValue, returnIndices = false } = options;
  const merged = merge("intersect1d", x, y);
  // In a run of equal elements, those of the first array come first: it has both where the one gives way to the other.
  const meets = and(not(merged.ends), and(eq(merged.source, 0), eq(following(merged.source), 1)));
  const places = placesOf("intersect1d", meets, size);
  const values = takePlaces(merged.values, places, fillValue);
  if (!returnIndices) return values;
  const order = iota({ dtype: "int32", shape: merged.values.shape, dimension: 0 });
  const starts = cummax(where(merged.starts, order, 0), { axis: 0, reverse: false });
  const first = takeAt(merged.position, starts, 0, { mode: "clip" });
  const sizes = [toArray(x, "intersect1d").size, toArray(y, "intersect1d").size] as const;
  return [values, takePlaces(first, places, sizes[0]), takePlaces(following(merged.position), places, sizes[1])];
}

/** The elements that are in one of the arrays or in both, sorted, each once. */
export function union1d(x: ArrayLike, y: ArrayLike, options: SetOptions = {}): NDArray {
  requireOptions("union1d", options, ["size", "fillValue"]);
  const [a, b] = promoteDtypes("union1d", ravel(x), ravel(y));
  return unique(concatenate([a, b], { axis: 0 }), options);
}

/** The elements that are in one array only, sorted, each once. */
export function setxor1d(x: ArrayLike, y: ArrayLike, options: TwoSetsOptions = {}): NDArray {
  requireOptions("setxor1d", options, twoSetsOptionNames);
  const merged = merge("setxor1d", x, y);
  const order = iota({ dtype: "int32", shape: merged.values.shape, dimension: 0 });
  const last = merged.values.size - 1;
  const ends = cummin(where(merged.ends, order, last), { axis: 0, reverse: true });
  const lastSource = takeAt(merged.source, ends, 0, { mode: "clip" });
  const places = placesOf("setxor1d", and(merged.starts, eq(merged.source, lastSource)), options.size);
  return takePlaces(merged.values, places, options.fillValue);
}

/** The elements of `x` that are not in `y`, sorted, each once; with `assumeUnique`, as they stand in `x`. */
export function setdiff1d(x: ArrayLike, y: ArrayLike, options: TwoSetsOptions = {}): NDArray {
  requireOptions("setdiff1d", options, twoSetsOptionNames);
  const { size, fillValue = 0, assumeUnique = false } = options;
  const array = ravel(x);
  if (assumeUnique) {
    const others = logicalNot(isin(array, y));
    return takePlaces(array, placesOf("setdiff1d", others, size), fillValue);
  }
  // The elements of y first: one of x starts a run only where y has none like it.
  const merged = merge("setdiff1d", y, array);
  const places = placesOf("setdiff1d", and(merged.starts, eq(merged.source, 1)), size);
  return takePlaces(merged.values, places, fillValue).astype(array.dtype);
}

/** Options of `isin`. */
export interface IsinOptions {
  readonly assumeUnique?: boolean;
  /** Whether to return where the elements are not in the set. */
  readonly invert?: boolean;
}

/** Up to so many elements of a set, comparing with each is quicker than searching. */
const few = 16;

/** Whether each element of `x` is one of the elements of `y`. NaN is none. */
export function isin(x: ArrayLike, y: ArrayLike, options: IsinOptions = {}): NDArray {
  requireOptions("isin", options, ["assumeUnique", "invert"]);
  const { invert = false } = options;
  const [elements, set] = promoteDtypes("isin", x, ravel(y));
  const found =
    set.size === 0
      ? full(elements.shape, false)
      : set.size <= few
        ? any(eqBroadcast(elements, set), { axis: -1 })
        : bySearching(elements, sort(set));
  return invert ? logicalNot(found) : found;
}

function eqBroadcast(elements: NDArray, set: NDArray): NDArray {
  return expandDims(elements, -1).equal(reshape(set, [...elements.shape.map(() => 1), set.size]));
}

function bySearching(elements: NDArray, sorted: NDArray): NDArray {
  const nearest = takeAt(sorted, searchsorted(sorted, elements), 0, { mode: "clip" });
  return eq(nearest, elements);
}
