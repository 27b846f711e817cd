import {
  type ArrayLike,
  and,
  cumsum,
  eq,
  iota,
  isInexact,
  type Array as NDArray,
  ne,
  or,
  reduceOr,
  requireOptions,
  sort as sortOperands,
  sub,
} from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { convertTo, toArray } from "../convert.js";
import { full } from "../creation.js";
import { indexDtype } from "../index-dtype.js";
import { knownIndices } from "../indexing/index-array.js";
import { takeAt } from "../indexing/take.js";
import { indexed } from "../indexing/write.js";
import { concatenate } from "../joining.js";
import { moveaxis, ravel, reshape } from "../shape.js";
import { sliceAxis } from "../slices.js";
import { where } from "../where.js";
import { type Places, placesOf, takePlaces } from "./select-true.js";

/** Options of the functions of sets: the size of the result, which must be given under a transformation. */
export interface SetOptions {
  readonly size?: number;
  /** What fills the result up to `size`. */
  readonly fillValue?: ArrayLike;
}

const setOptionNames = ["size", "fillValue"] as const satisfies readonly (keyof SetOptions)[];

/** Options of `unique`. */
export interface UniqueOptions extends SetOptions {
  /** The axis whose slices are told apart; the elements if not given. */
  readonly axis?: number | null;
  /** Whether all NaN are the same; they are by default. */
  readonly equalNan?: boolean;
  readonly returnIndex?: boolean;
  readonly returnInverse?: boolean;
  readonly returnCounts?: boolean;
}

/** What there is to know of the different elements of an array. */
export interface Uniques {
  readonly values: NDArray;
  /** Where each value occurs first. */
  readonly indices: NDArray;
  /** For each element, the place of its value. */
  readonly inverseIndices: NDArray;
  readonly counts: NDArray;
}

type Returns = "returnIndex" | "returnInverse" | "returnCounts";

/**
 * The different elements of an array, sorted, or the different slices along an axis. With `returnIndex`, `returnInverse` or
 * `returnCounts` a list: the values, where each occurs first, for each element the place of its value, and how often each occurs.
 * Throws a `ConcretizationTypeError` for a traced array without `size`; `fillValue` is the least element if not given.
 */
export function unique(
  x: ArrayLike,
  options: UniqueOptions & { readonly [K in Returns]: { readonly [P in K]: true } }[Returns],
): NDArray[];
export function unique(x: ArrayLike, options?: UniqueOptions): NDArray;
export function unique(x: ArrayLike, options: UniqueOptions = {}): NDArray | NDArray[] {
  requireOptions("unique", options, [
    "axis",
    "equalNan",
    "returnIndex",
    "returnInverse",
    "returnCounts",
    "size",
    "fillValue",
  ]);
  const { returnIndex, returnInverse, returnCounts } = options;
  const { values, indices, inverseIndices, counts } = uniques("unique", x, options);
  const results = [
    values,
    ...(returnIndex ? [indices()] : []),
    ...(returnInverse ? [inverseIndices()] : []),
    ...(returnCounts ? [counts()] : []),
  ];
  return results.length === 1 ? values : results;
}

/** The different elements, sorted; each NaN is one of its own. Otherwise as `unique`. */
export function uniqueValues(x: ArrayLike, options: SetOptions = {}): NDArray {
  requireOptions("uniqueValues", options, setOptionNames);
  return uniques("uniqueValues", x, { ...options, equalNan: false }).values;
}

/** The different elements, sorted, and how often each occurs; otherwise as `uniqueValues`. */
export function uniqueCounts(x: ArrayLike, options: SetOptions = {}): Pick<Uniques, "values" | "counts"> {
  requireOptions("uniqueCounts", options, setOptionNames);
  const { values, counts } = uniques("uniqueCounts", x, { ...options, equalNan: false });
  return { values, counts: counts() };
}

/** The different elements, sorted, and for each element the place of its value; otherwise as `uniqueValues`. */
export function uniqueInverse(x: ArrayLike, options: SetOptions = {}): Pick<Uniques, "values" | "inverseIndices"> {
  requireOptions("uniqueInverse", options, setOptionNames);
  const { values, inverseIndices } = uniques("uniqueInverse", x, { ...options, equalNan: false });
  return { values, inverseIndices: inverseIndices() };
}

/** The different elements, sorted, and all that there is to know of them; otherwise as `uniqueValues`. */
export function uniqueAll(x: ArrayLike, options: SetOptions = {}): Uniques {
  requireOptions("uniqueAll", options, setOptionNames);
  const found = uniques("uniqueAll", x, { ...options, equalNan: false });
  return {
    values: found.values,
    indices: found.indices(),
    inverseIndices: found.inverseIndices(),
    counts: found.counts(),
  };
}

/** The values, and the rest on demand. */
type LazyUniques = { readonly [K in keyof Uniques]: K extends "values" ? NDArray : () => NDArray };

function uniques(name: string, x: ArrayLike, options: UniqueOptions): LazyUniques {
  const array = toArray(x, name);
  const whole = options.axis === undefined || options.axis === null;
  const axis = whole ? 0 : canonicalAxis(name, options.axis as number, array.ndim);
  const rows = whole ? ravel(array) : moveaxis(array, axis, 0);
  const count = rows.shape[0] as number;
  const order = orderOf(reshape(rows, [count, rows.size === 0 ? 0 : rows.size / count]));
  const sorted = takeAt(rows, order, 0, { mode: "promise_in_bounds" });
  const starts = runStarts(reshape(sorted, [count, count === 0 ? 0 : rows.size / count]), options.equalNan ?? true);
  const places = placesOf(name, starts, options.size);
  const taken = count === 0 ? emptyValues(rows, options) : takePlaces(sorted, places, options.fillValue);
  return {
    values: whole ? taken : moveaxis(taken, 0, axis),
    indices: () => takePlaces(order, places),
    inverseIndices: () => {
      const ranks = sub(cumsum(convertTo(starts, indexDtype()), { axis: 0, reverse: false }), 1);
      const inverse = indexed(ranks, [order]).set(ranks, { uniqueIndices: true });
      return whole ? reshape(inverse, array.shape) : inverse;
    },
    counts: () => lengths(places, count),
  };
}

function emptyValues(rows: NDArray, { size = 0, fillValue = 0 }: UniqueOptions): NDArray {
  return full([size, ...rows.shape.slice(1)], fillValue, { dtype: rows.dtype });
}

/** The indices that sort the rows of a matrix, by their first element, then their second, and so on. */
function orderOf(rows: NDArray): NDArray {
  const [count, width] = rows.shape as readonly [number, number];
  const positions = iota({ dtype: indexDtype(), shape: [count], dimension: 0 });
  if (width === 0) return positions;
  const keys = Array.from({ length: width }, (_, i) => reshape(sliceAxis(rows, 1, i, i + 1), [count]));
  return sortOperands([...keys, positions], { dimension: 0, isStable: true, numKeys: width })[width] as NDArray;
}

/** Which of sorted rows differ from the row before; the first one does. */
function runStarts(rows: NDArray, equalNan: boolean): NDArray {
  const count = rows.shape[0] as number;
  const after = sliceAxis(rows, 0, Math.min(1, count), count);
  const before = sliceAxis(rows, 0, 0, Math.max(count - 1, 0));
  const differ = ne(after, before);
  const told = equalNan && isInexact(rows.dtype) ? and(differ, or(eq(after, after), eq(before, before))) : differ;
  return concatenate([full([Math.min(1, count)], true), reduceOr(told, { axes: [1] })], { axis: 0 });
}

/** How far it is from each place to the next, and from the last to the end. */
function lengths({ positions, missing }: Places, end: number): NDArray {
  const at = convertTo(missing === undefined ? positions : where(missing, end, positions), indexDtype());
  return sub(
    concatenate(
      [
        sliceAxis(at, 0, Math.min(1, at.size), at.size),
        convertTo(knownIndices(at.size === 0 ? [] : [end]), indexDtype()),
      ],
      {
        axis: 0,
      },
    ),
    at,
  );
}
