import { type ArrayLike, isInteger, Array as NDArray } from "@hyrax/core";
import { toArray, toArrayOf } from "../convert.js";

/** Indices as an array of integers: numbers and lists become int32. Throws a `TypeError` for fractions and other dtypes. */
export function indexArray(name: string, indices: ArrayLike): NDArray {
  if (indices instanceof NDArray || ArrayBuffer.isView(indices)) {
    const array = toArray(indices, name);
    if (isInteger(array.dtype)) return array;
    throw new TypeError(`${name}: the indices must be integers, found ${array.aval}; convert with astype("int32")`);
  }
  const leaves: readonly unknown[] = Array.isArray(indices) ? indices.flat(Number.POSITIVE_INFINITY) : [indices];
  const wrong = leaves.find((leaf) => typeof leaf === "number" && !Number.isInteger(leaf));
  if (wrong !== undefined) throw new TypeError(`${name}: the indices must be integers, found ${String(wrong)}`);
  return toArrayOf(indices, "int32", name);
}

/** 0, 1, 2, … as int32: indices that are known here. */
export function knownIndices(indices: readonly number[]): NDArray {
  return toArray(Int32Array.from(indices), "indices");
}
