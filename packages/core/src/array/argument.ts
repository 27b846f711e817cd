import { canonicalDtype, type DType } from "../dtypes/dtype.js";
import { allocate, type TypedArray, typedArrayClass } from "../dtypes/typed-array.js";
import { flatten } from "../pytree/flatten.js";
import { keystr, leafPaths } from "../pytree/paths.js";
import type { PyTreeDef } from "../pytree/treedef.js";
import { type ArrayLike, NDArray, type Scalar } from "./array.js";
import { asArray, type ConcreteArray, hostArray } from "./concrete.js";

/** What may be passed where a traced function takes an array: bare numbers and typed arrays too, in the same pytree. */
export type Arg<T> = [ArrayLike] extends [T] // takes them all already; nested lists have no end to map over
  ? T
  : T extends NDArray
    ? NDArray | Scalar | TypedArray
    : T extends Scalar | string | null | undefined | TypedArray | ((...args: never[]) => unknown)
      ? T
      : { [K in keyof T]: Arg<T[K]> };

/** The arguments of a function, each as `Arg` has it. */
export type Args<A extends readonly unknown[]> = { [K in keyof A]: Arg<A[K]> };

/** The dtypes whose elements a typed array holds as they are. */
const nativeDtypes: readonly DType[] = [
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "float32",
  "float64",
];

/** The dtype of a typed array, or undefined for anything else. */
export function typedArrayDtype(value: unknown): DType | undefined {
  if (value instanceof Uint8ClampedArray) return "uint8";
  return nativeDtypes.find((dtype) => value instanceof typedArrayClass(dtype));
}

/** A typed array as an array of one axis, copied. 64-bit elements narrow if 64-bit types are off. */
export function arrayFromTypedArray(data: TypedArray): ConcreteArray {
  const dtype = typedArrayDtype(data);
  if (dtype === undefined) throw new TypeError(`a ${data.constructor.name} cannot be made an array`);
  const canonical = canonicalDtype(dtype);
  const copy = allocate(canonical, data.length);
  if (canonical === dtype) copy.set(data as never);
  // Narrowing from bigints goes element by element; typed arrays do not mix them with numbers.
  else for (let i = 0; i < data.length; i++) copy[i] = Number(data[i]);
  return hostArray(copy, [data.length], canonical);
}

/**
 * A leaf of a pytree as an array: arrays, bare numbers and typed arrays. Throws a `TypeError` that starts with `where`
 * for everything else.
 */
export function leafArray(leaf: unknown, where: () => string): NDArray {
  if (leaf instanceof NDArray) return leaf;
  if (typeof leaf === "number" || typeof leaf === "boolean" || typeof leaf === "bigint") return asArray(leaf);
  if (typedArrayDtype(leaf) !== undefined) return arrayFromTypedArray(leaf as TypedArray);
  throw new TypeError(`${where()} must be an array or a number, found ${describeLeaf(leaf)}`);
}

/** Flattens a pytree whose leaves stand for arrays. `what` names it in the error for a leaf that does not. */
export function flattenArrays(what: string, tree: unknown): [arrays: NDArray[], treedef: PyTreeDef] {
  const [leaves, treedef] = flatten(tree);
  return [leaves.map((leaf, i) => leafArray(leaf, () => leafName(what, treedef, i))), treedef];
}

/** Flattens what a traced function returned. A promise is an error: tracing ends when the function returns. */
export function flattenResult(transformation: string, result: unknown): [arrays: NDArray[], treedef: PyTreeDef] {
  if (typeof result === "object" && result !== null && "then" in result && typeof result.then === "function") {
    throw new TypeError(
      `${transformation}: the function returned a promise, but it is traced while it runs; ` +
        "await values before the call and pass them as arguments",
    );
  }
  return flattenArrays(`${transformation}: the result of the function`, result);
}

/** A leaf by its place, for error texts: "the argument ['w'][0]". */
export function leafName(what: string, treedef: PyTreeDef, i: number): string {
  const path = keystr(leafPaths(treedef)[i] ?? []);
  return path === "" ? what : `${what} at ${path}`;
}

function describeLeaf(leaf: unknown): string {
  if (typeof leaf === "function") return `the function ${leaf.name || "(anonymous)"}`;
  if (typeof leaf !== "object" || leaf === null) return leaf === undefined ? "undefined" : JSON.stringify(leaf);
  return `a ${leaf.constructor?.name}; tree.register makes its class a node`;
}
