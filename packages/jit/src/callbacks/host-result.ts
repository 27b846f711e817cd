import {
  Complex,
  type ConcreteArray,
  firstDifference,
  flatten,
  HostStorage,
  hostArray,
  isComplex,
  isInexact,
  keystr,
  lanes,
  leafName,
  Array as NDArray,
  type PyTreeDef,
  type Scalar,
  type ShapedArray,
  sameShape,
  scalarArray,
  type TypedArray,
  typedArrayClass,
} from "@hyrax/core";
import { isPromise } from "./host-values.js";

/**
 * What a host function returned, as arrays of the types that were promised. Throws a `TypeError` that names the place
 * where it is something else.
 */
export function hostResults(
  name: string,
  result: unknown,
  tree: PyTreeDef,
  avals: readonly ShapedArray[],
): readonly NDArray[] {
  const [leaves, found] = flatten(result);
  const what = `${name}: what the function returned`;
  const promise = leaves.findIndex(isPromise);
  if (promise >= 0) {
    throw new TypeError(`${what} is a promise, but the program needs its values now; await them before the call`);
  }
  const difference = firstDifference(tree, found);
  if (difference !== undefined) {
    throw new TypeError(
      `${what} must have the structure of resultShapes, but${at(keystr(difference.path))} it is ${difference.found} ` +
        `in place of ${difference.expected}`,
    );
  }
  return leaves.map((leaf, i) => hostResult(leafName(what, tree, i), leaf, avals[i] as ShapedArray));
}

const at = (path: string) => (path === "" ? "" : ` at ${path}`);

function hostResult(what: string, leaf: unknown, aval: ShapedArray): NDArray {
  if (leaf instanceof NDArray) return checkedArray(what, leaf, aval);
  if (isScalar(leaf) && aval.shape.length === 0 && holds(aval, leaf)) return scalarArray(leaf, aval.dtype);
  if (ArrayBuffer.isView(leaf) && leaf instanceof typedArrayClass(aval.dtype)) {
    // An instance of the class that the dtype is stored in.
    const elements = leaf as TypedArray;
    if (elements.length === aval.size * lanes(aval.dtype)) return hostArray(elements.slice(), aval.shape, aval.dtype);
  }
  throw new TypeError(
    `${what} must be ${aval}, as resultShapes says: an array, ` +
      `${aval.shape.length === 0 ? "a number, " : ""}or its elements as ${typedArrayClass(aval.dtype).name}; found ${text(leaf)}`,
  );
}

function checkedArray(what: string, x: NDArray, aval: ShapedArray): NDArray {
  if (!sameShape(x.shape, aval.shape) || x.dtype !== aval.dtype) {
    throw new TypeError(`${what} must be ${aval}, as resultShapes says, found ${x.aval}`);
  }
  const { storage } = x as ConcreteArray;
  // A copy: the array is the function's own, which may delete it or give it away.
  if (storage instanceof HostStorage) return hostArray(storage.data.slice(), aval.shape, aval.dtype);
  throw new TypeError(`${what} is on ${(x as ConcreteArray).device}, but a host function returns what is on the host`);
}

function isScalar(value: unknown): value is Scalar {
  return ["number", "boolean", "bigint"].includes(typeof value) || value instanceof Complex;
}

/** Whether elements of this dtype can be this value: a number with a fraction is no integer, and no bool. */
function holds({ dtype }: ShapedArray, value: Scalar): boolean {
  if (dtype === "bool") return typeof value === "boolean";
  if (value instanceof Complex) return isComplex(dtype);
  if (isInexact(dtype)) return typeof value !== "boolean";
  return typeof value === "bigint" || Number.isInteger(value);
}

function text(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} of ${(value as TypedArray).length} elements`;
  if (typeof value === "object") return value === null ? "null" : `a ${value.constructor?.name ?? "plain object"}`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
