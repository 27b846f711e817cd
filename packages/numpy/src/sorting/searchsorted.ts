import {
  type ArrayLike,
  add,
  and,
  broadcastInDim,
  concatenate,
  div,
  eq,
  hostArray,
  isInexact,
  lt,
  type Array as NDArray,
  ne,
  not,
  or,
  reduceSum,
  requireOptions,
  scalarArray,
  selectN,
  sub,
} from "@hyrax/core";
import { broadcastArray } from "../broadcast.js";
import { convertTo, toArray } from "../convert.js";
import { less } from "../elementwise/comparison.js";
import { take, takeAt } from "../indexing/take.js";
import { promoteDtypes } from "../promote.js";
import { ravel, reshape } from "../shape.js";
import { sliceAxis } from "../slices.js";
import { iterate } from "./iterate.js";
import { argsort } from "./sort.js";

/** How to search: by halving in a loop, or written out; by sorting both; or by comparing all with all. */
export type SearchMethod = "scan" | "scan_unrolled" | "sort" | "compare_all";

/** Options of `searchsorted`. */
export interface SearchSortedOptions {
  /** Where to insert beside equal elements: before ("left") or after ("right") them. */
  readonly side?: "left" | "right";
  /** The indices that sort the array, if it is not sorted itself. */
  readonly sorter?: ArrayLike;
  readonly method?: SearchMethod;
}

/**
 * Where to insert values into a sorted array of one axis so that it stays sorted: indices (int32) of the shape of the values.
 * NaN sorts last. Throws a `TypeError` if the array has another number of axes.
 *
 * @example np.searchsorted([1, 2, 3], 2.5) // 2
 */
export function searchsorted(x: ArrayLike, values: ArrayLike, options: SearchSortedOptions = {}): NDArray {
  requireOptions("searchsorted", options, ["side", "sorter", "method"]);
  const { side = "left", sorter, method = "scan" } = options;
  if (side !== "left" && side !== "right") {
    throw new TypeError(`searchsorted: side "${String(side)}" is neither "left" nor "right"`);
  }
  const given = sorter === undefined ? toArray(x, "searchsorted") : take(x, sorter);
  if (given.ndim !== 1) {
    throw new TypeError(
      `searchsorted: the sorted array must have one axis, found the shape [${given.shape.join(", ")}]`,
    );
  }
  const [sorted, wanted] = promoteDtypes("searchsorted", given, toArray(values, "searchsorted"));
  if (sorted.size === 0 || wanted.size === 0) return zeros(wanted);
  const search = methods[method] as Search | undefined;
  if (search === undefined) {
    throw new TypeError(`searchsorted: method "${String(method)}" is none of ${Object.keys(methods).join(", ")}`);
  }
  return search(sorted, wanted, side);
}

type Side = "left" | "right";
type Search = (sorted: NDArray, wanted: NDArray, side: Side) => NDArray;

const methods: Readonly<Record<SearchMethod, Search>> = {
  scan: (sorted, wanted, side) => byHalving(sorted, wanted, side, 1),
  scan_unrolled: (sorted, wanted, side) => byHalving(sorted, wanted, side, levels(sorted.size)),
  sort: bySorting,
  compare_all: byComparing,
};

/** a < b, with NaN after all numbers, for arrays of equal shape. */
function before(a: NDArray, b: NDArray): NDArray {
  if (!isInexact(a.dtype)) return lt(a, b);
  return or(less(a, b), and(ne(b, b), eq(a, a)));
}

/** Whether a sorted element lies before the place of a value. */
function precedes(element: NDArray, value: NDArray, side: Side): NDArray {
  return side === "left" ? before(element, value) : not(before(value, element));
}

/** How often a range of so many places can be halved until one is left. */
function levels(size: number): number {
  return Math.ceil(Math.log2(size + 1));
}

function byHalving(sorted: NDArray, wanted: NDArray, side: Side, unroll: number): NDArray {
  const halve = ([low, high]: readonly NDArray[]): readonly NDArray[] => {
    const middle = div(add(low as NDArray, high as NDArray), 2);
    const after = precedes(takeAt(sorted, middle, 0, { mode: "promise_in_bounds" }), wanted, side);
    return [selectN([after, low as NDArray, middle]), selectN([after, middle, high as NDArray])];
  };
  // The place is not before `low` and not after `high`. Any array has a place so, a sorted one the right place.
  const first = broadcastArray(scalarArray(0, "int32"), wanted.shape);
  const last = broadcastArray(scalarArray(sorted.size, "int32"), wanted.shape);
  return iterate(levels(sorted.size), halve, [first, last], unroll)[1] as NDArray;
}

function byComparing(sorted: NDArray, wanted: NDArray, side: Side): NDArray {
  const shape = [...wanted.shape, sorted.size];
  const elements = broadcastInDim(sorted, { shape, broadcastDimensions: [wanted.ndim] });
  const values = broadcastInDim(wanted, { shape, broadcastDimensions: wanted.shape.map((_, axis) => axis) });
  return reduceSum(convertTo(precedes(elements, values, side), "int32"), { axes: [wanted.ndim] });
}

function bySorting(sorted: NDArray, wanted: NDArray, side: Side): NDArray {
  const values = ravel(wanted);
  const parts = side === "left" ? [values, sorted] : [sorted, values];
  // The rank of each element among all, stable: values come before equal elements on the left, after them on the right.
  const ranks = argsort(argsort(concatenate(parts, { dimension: 0 })));
  const start = side === "left" ? 0 : sorted.size;
  const own = sliceAxis(ranks, 0, start, start + values.size);
  const among = argsort(argsort(values));
  return reshape(convertTo(sub(own, among), "int32"), wanted.shape);
}

function zeros(like: NDArray): NDArray {
  return hostArray(new Int32Array(like.size), like.shape, "int32");
}
