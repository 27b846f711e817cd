import {
  type ArrayLike,
  add,
  mul,
  type Array as NDArray,
  reduceProd,
  reduceSum,
  type TypedReduceOptions,
} from "@hyrax/core";
import { reduce } from "./reduce.js";

const sumOf = { name: "sum", over: reduceSum, combine: add, identity: () => 0, widens: true } as const;
const prodOf = { name: "prod", over: reduceProd, combine: mul, identity: () => 1, widens: true } as const;

/**
 * The sum of the elements over `axis`, all axes by default. Integers narrower than 32 bits, and booleans, add up as int32
 * or uint32 (64 bits where those are on); half floats add up in float32.
 * Throws a `TypeError` for an axis that is out of range or named twice, or a `where` that does not broadcast.
 *
 * @example np.sum(np.array([[1, 2], [3, 4]]), { axis: 0 }) // [4. 6.]
 */
export function sum(x: ArrayLike, options?: TypedReduceOptions): NDArray {
  return reduce(sumOf, x, options);
}

/** The product of the elements over `axis`, all axes by default; dtypes as those of `sum`. */
export function prod(x: ArrayLike, options?: TypedReduceOptions): NDArray {
  return reduce(prodOf, x, options);
}
