import { type ArrayLike, iota, type Array as NDArray, requireOptions, rev, sort as sortOperands } from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { toArray } from "../convert.js";
import { indexDtype } from "../index-dtype.js";
import { ravel } from "../shape.js";

/** Options of `sort` and `argsort`. */
export interface SortOptions {
  /** The axis to sort along, the last by default; null sorts the flattened array. */
  readonly axis?: number | null;
  /** Whether equal elements keep their order; they do by default. */
  readonly stable?: boolean;
  readonly descending?: boolean;
}

const sortOptionNames = ["axis", "stable", "descending"] as const satisfies readonly (keyof SortOptions)[];

/** The array to sort, and the axis to sort it along. */
function lineOf(name: string, x: ArrayLike, axis: number | null | undefined): readonly [NDArray, number] {
  const array = axis === null ? ravel(x) : toArray(x, name);
  if (array.ndim === 0 && axis === undefined) return [ravel(array), 0];
  return [array, canonicalAxis(name, axis ?? -1, array.ndim)];
}

/** A sorted copy, ascending along an axis, the last by default. NaN comes last, or first if descending; 0 and −0 are equal. */
export function sort(x: ArrayLike, options: SortOptions = {}): NDArray {
  requireOptions("sort", options, sortOptionNames);
  const [array, dimension] = lineOf("sort", x, options.axis);
  const [sorted] = sortOperands([array], { dimension, isStable: options.stable ?? true, numKeys: 1 });
  return options.descending === true ? rev(sorted as NDArray, { dimensions: [dimension] }) : (sorted as NDArray);
}

/** The indices (int32) that sort an array along an axis, the last by default. */
export function argsort(x: ArrayLike, options: SortOptions = {}): NDArray {
  requireOptions("argsort", options, sortOptionNames);
  const [array, dimension] = lineOf("argsort", x, options.axis);
  const positions = iota({ dtype: indexDtype(), shape: array.shape, dimension });
  const order = { dimension, isStable: options.stable ?? true, numKeys: 1 };
  if (options.descending !== true) return sortOperands([array, positions], order)[1] as NDArray;
  // Backwards twice: equal elements keep their order.
  const backwards = (y: NDArray) => rev(y, { dimensions: [dimension] });
  return backwards(sortOperands([backwards(array), backwards(positions)], order)[1] as NDArray);
}

/** The indices (int32) that sort by several keys along an axis, the last key first, as NumPy has it. */
export function lexsort(keys: readonly ArrayLike[] | NDArray, options: { readonly axis?: number } = {}): NDArray {
  requireOptions("lexsort", options, ["axis"]);
  const arrays = [...keys].map((key) => toArray(key, "lexsort"));
  const [first] = arrays;
  if (first === undefined) throw new TypeError("lexsort: needs one key at least");
  const other = arrays.find((key) => key.shape.join() !== first.shape.join());
  if (other !== undefined) {
    throw new TypeError(
      `lexsort: the keys must have the same shape, found [${first.shape.join(", ")}] and [${other.shape.join(", ")}]`,
    );
  }
  const dimension = canonicalAxis("lexsort", options.axis ?? -1, first.ndim);
  const positions = iota({ dtype: indexDtype(), shape: first.shape, dimension });
  const order = { dimension, isStable: true, numKeys: arrays.length };
  return sortOperands([...arrays.reverse(), positions], order)[arrays.length] as NDArray;
}

/** Options of `partition` and `argpartition`. */
export interface PartitionOptions {
  readonly axis?: number;
}

const partitionOptionNames = ["axis"] as const satisfies readonly (keyof PartitionOptions)[];

/** A copy in which the elements before position `kth` along an axis are not greater, and those after it not less. */
export function partition(x: ArrayLike, kth: number, options: PartitionOptions = {}): NDArray {
  requireOptions("partition", options, partitionOptionNames);
  requirePosition("partition", x, kth, options);
  return sort(x, options);
}

/** The indices (int32) that partition an array at position `kth`. */
export function argpartition(x: ArrayLike, kth: number, options: PartitionOptions = {}): NDArray {
  requireOptions("argpartition", options, partitionOptionNames);
  requirePosition("argpartition", x, kth, options);
  return argsort(x, options);
}

function requirePosition(name: string, x: ArrayLike, kth: number, { axis = -1 }: PartitionOptions): void {
  const { shape } = toArray(x, name);
  canonicalAxis(name, kth, shape[canonicalAxis(name, axis, shape.length)] as number);
}
