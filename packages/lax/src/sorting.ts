import { asArray, type Array as NDArray, type Operand, requireOptions, sorting } from "@hyrax/core";
import { canonicalAxis } from "./axes.js";
import { require } from "./require.js";

export interface SortOptions {
  /** The axis along which to sort: the last if not given. */
  readonly dimension?: number;
  /** Keep the order of equal elements: true if not given. */
  readonly isStable?: boolean;
  /** How many of the arrays are keys, compared one after the other; the rest move along. 1 if not given. */
  readonly numKeys?: number;
}

/** An array in ascending order along an axis, NaN last; or several arrays of one shape, ordered together by the first of them. */
export function sort(x: Operand, options?: SortOptions): NDArray;
export function sort(xs: readonly Operand[], options?: SortOptions): NDArray[];
export function sort(x: Operand | readonly Operand[], options: SortOptions = {}): NDArray | NDArray[] {
  requireOptions("sort", options, ["dimension", "isStable", "numKeys"]);
  const { dimension = -1, isStable = true, numKeys = 1 } = options;
  // An array is iterable, but it is no JavaScript array.
  const several = Array.isArray(x);
  const arrays = (several ? (x as readonly Operand[]) : [x as Operand]).map(asArray);
  require(arrays.length > 0, () => "sort: needs at least one array");
  const axis = canonicalAxis("sort", dimension, (arrays[0] as NDArray).ndim);
  const sorted = sorting.sort(arrays, { dimension: axis, isStable, numKeys });
  return several ? [...sorted] : (sorted[0] as NDArray);
}

/** Keys in ascending order along an axis, and the values moved with them. */
export function sortKeyVal(
  keys: Operand,
  values: Operand,
  options: Omit<SortOptions, "numKeys"> = {},
): [keys: NDArray, values: NDArray] {
  requireOptions("sortKeyVal", options, ["dimension", "isStable"]);
  const [sortedKeys, sortedValues] = sort([keys, values], options);
  return [sortedKeys as NDArray, sortedValues as NDArray];
}

export interface TopKOptions {
  /** The last if not given; negative from the end. */
  readonly axis?: number;
}

/** The k greatest elements along an axis in descending order, and their indices (int32). */
export function topK(x: Operand, k: number, options: TopKOptions = {}): [values: NDArray, indices: NDArray] {
  requireOptions("topK", options, ["axis"]);
  const array = asArray(x);
  const axis = canonicalAxis("topK", options.axis ?? -1, array.ndim);
  const [values, indices] = sorting.topK([array], { k, axis });
  return [values as NDArray, indices as NDArray];
}
