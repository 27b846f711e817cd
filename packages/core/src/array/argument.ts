import { describe } from "../describe.js";
import { canonicalDtype, type DType, dtypes, typedArrayClass } from "../dtypes/dtype.js";
import { encodeElement } from "../dtypes/elements.js";
import { allocate, type TypedArray } from "../dtypes/typed-array.js";
import { flatten } from "../pytree/flatten.js";
import { keystr, leafPaths } from "../pytree/paths.js";
import type { PyTreeDef } from "../pytree/treedef.js";
import { type ArrayLike, isScalar, NDArray, type Scalar } from "./array.js";
import { asArray, type ConcreteArray, hostArray } from "./concrete.js";
import { checkLeak, Tracer } from "./tracer.js";

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

/** The dtype of a typed array, or undefined for anything else. */
export function typedArrayDtype(value: unknown): DType | undefined {
  if (value instanceof Uint8ClampedArray) return "uint8";
  // Numbers come before the bit patterns and pairs of numbers that the same class stores.
  return dtypes.find((dtype) => dtype !== "bool" && value instanceof typedArrayClass(dtype));
}

/** A typed array as an array of one axis, copied. 64-bit elements narrow if 64-bit types are off. */
export function arrayFromTypedArray(data: TypedArray): ConcreteArray {
  const dtype = typedArrayDtype(data);
  if (dtype === undefined) throw new TypeError(`a ${data.constructor.name} cannot be made an array`);
  const canonical = canonicalDtype(dtype);
  const copy = allocate(canonical, data.length);
  if (canonical === dtype) copy.set(data as never);
  // Narrowing from bigints goes element by element; typed arrays do not mix them with numbers.
  else for (let i = 0; i < data.length; i++) copy[i] = encodeElement(data[i] as number | bigint, canonical);
  return hostArray(copy, [data.length], canonical);
}

/**
 * A leaf of a pytree as an array: arrays, bare numbers and typed arrays. Throws a `TypeError` that starts with `where`
 * for everything else.
 */
export function leafArray(leaf: unknown, where: () => string): NDArray {
  if (leaf instanceof Tracer) checkLeak(leaf);
  if (leaf instanceof NDArray) return leaf;
  if (isScalar(leaf)) return asArray(leaf);
  if (typedArrayDtype(leaf) !== undefined) return arrayFromTypedArray(leaf as TypedArray);
  const advice = typeof leaf === "object" ? "; tree.register makes its class a node" : "";
  throw new TypeError(`${where()} must be an array or a number, found ${describe(leaf)}${advice}`);
}

/** Flattens a pytree whose leaves stand for arrays. `what` names it in the error for a leaf that does not. */
export function flattenArrays(what: string, tree: unknown): [arrays: NDArray[], treedef: PyTreeDef] {
  const [leaves, treedef] = flatten(tree);
  return [leaves.map((leaf, i) => leafArray(leaf, () => leafName(what, treedef, i))), treedef];
}

/** Flattens what a traced function returned. A promise is an error: tracing ends when the function returns. */
export function flattenResult(transformation: string, result: unknown): [arrays: NDArray[], treedef: PyTreeDef] {
  if (flatten(result)[0].some((leaf) => typeof (leaf as Partial<Promise<unknown>>)?.then === "function")) {
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
