import { flatten, leafName, Array as NDArray, type PyTreeDef, type ShapedArray, shapedArray } from "@hyrax/core";
import { ShapeDtypeStruct } from "../api/shape-dtype-struct.js";

/** The types of results: a pytree with an array in place of each `ShapeDtypeStruct`. */
export type ResultArrays<T> = T extends NDArray | ShapeDtypeStruct
  ? NDArray
  : T extends object
    ? { -readonly [K in keyof T]: ResultArrays<T[K]> }
    : T;

/** What a host function may return for results of these types: arrays, bare numbers, and elements in typed arrays. */
export type HostResults<T> = T extends NDArray | ShapeDtypeStruct
  ? NDArray | number | bigint | boolean | ArrayBufferView
  : T extends object
    ? { readonly [K in keyof T]: HostResults<T[K]> }
    : T;

/** The types that a host function promises, flat. Throws a `TypeError` for a leaf that has no shape and dtype. */
export function resultAvals(
  name: string,
  resultShapes: unknown,
): { readonly avals: readonly ShapedArray[]; readonly tree: PyTreeDef } {
  const [leaves, tree] = flatten(resultShapes);
  const avals = leaves.map((leaf, i) => {
    if (leaf instanceof NDArray || leaf instanceof ShapeDtypeStruct) return shapedArray(leaf.shape, leaf.dtype);
    throw new TypeError(
      `${leafName(`${name}: resultShapes`, tree, i)} must be a ShapeDtypeStruct or an array, found ${String(leaf)}`,
    );
  });
  return { avals, tree };
}
