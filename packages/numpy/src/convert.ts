import {
  type ArrayLike,
  allocate,
  asArray,
  broadcastInDim,
  Complex,
  canonicalDtype,
  concatenate,
  convertElementType,
  type DType,
  dtypeBytes,
  dtypeKind,
  encodeScalar,
  hostArray,
  isInteger,
  Array as NDArray,
  reshape,
  type Scalar,
  type Shape,
  sameShape,
  scalarArray,
  scalarDtype,
  type TypedArray,
  typedArrayClass,
} from "@hyrax/core";
import { isScalar, promotedType } from "./scalar-type.js";

/**
 * What stands for an array, as an array: bare numbers become weak scalars, typed arrays keep their dtype and are copied,
 * nested lists become arrays of float32 (or bool, of booleans alone). Lists that hold arrays are stacked.
 * Throws a `TypeError` for anything else, and for ragged lists.
 */
export function toArray(x: ArrayLike, name: string): NDArray {
  if (x instanceof NDArray) return x;
  if (isScalar(x)) return asArray(x);
  if (isTypedArray(x)) return fromTypedArray(x);
  if (Array.isArray(x)) return fromList(x, undefined, name);
  throw new TypeError(`${name}: expected an array, a number, a typed array or a nested list, found ${describe(x)}`);
}

/** As `toArray`, of the given dtype and never weak: bare numbers go straight to that dtype. */
export function toArrayOf(x: ArrayLike, dtype: DType, name: string): NDArray {
  const canonical = canonicalDtype(dtype);
  if (isScalar(x)) {
    requireInRange([x], canonical, name);
    return scalarArray(x, canonical);
  }
  if (Array.isArray(x)) return fromList(x, canonical, name);
  return convertTo(toArray(x, name), canonical);
}

/** The array with another dtype, and the weakness asked for; the same array where nothing changes. */
export function convertTo(x: NDArray, dtype: DType, weakType = false): NDArray {
  if (x.dtype === dtype && x.weakType === weakType) return x;
  return convertElementType(x, { newDtype: dtype, weakType });
}

function isTypedArray(x: unknown): x is TypedArray {
  return ArrayBuffer.isView(x) && !(x instanceof DataView);
}

/** The dtypes of typed arrays by the name of their class: hosts differ in the classes that they have. */
const dtypeOfClass: Readonly<Record<string, DType>> = {
  Int8Array: "int8",
  Int16Array: "int16",
  Int32Array: "int32",
  BigInt64Array: "int64",
  Uint8Array: "uint8",
  Uint8ClampedArray: "uint8",
  Uint16Array: "uint16",
  Uint32Array: "uint32",
  BigUint64Array: "uint64",
  Float16Array: "float16",
  Float32Array: "float32",
  Float64Array: "float64",
  // Node's Buffer is a Uint8Array.
  Buffer: "uint8",
};

function fromTypedArray(data: TypedArray): NDArray {
  const given = dtypeOfClass[data.constructor.name];
  if (given === undefined) throw new TypeError(`array: ${data.constructor.name} holds elements of no known dtype`);
  const dtype = canonicalDtype(given);
  const Storage = typedArrayClass(dtype);
  // A copy: arrays never change, whatever their maker does to the typed array later.
  if (data instanceof Storage) return hostArray(data.slice(), [data.length], dtype);
  const out = allocate(dtype, data.length);
  for (let i = 0; i < data.length; i++) encodeScalar(out, i, data[i] as number | bigint, dtype);
  return hostArray(out, [data.length], dtype);
}

type Leaf = NDArray | Scalar | TypedArray;

function fromList(list: readonly ArrayLike[], dtype: DType | undefined, name: string): NDArray {
  const leaves: Leaf[] = [];
  const shape = gather(list, leaves, name, []);
  if (leaves.every(isScalar)) {
    if (dtype !== undefined) requireInRange(leaves, dtype, name);
    return fromScalars(leaves, shape, dtype ?? listDtype(leaves));
  }
  const arrays = leaves.filter((leaf) => !isScalar(leaf)).map((leaf) => toArray(leaf, name));
  const common = dtype ?? promotedType([...arrays, ...leaves.filter(isScalar)]).dtype;
  const parts = leaves.map((leaf) => {
    const part = toArrayOf(leaf, common, name);
    return broadcastInDim(part, { shape: [1, ...part.shape], broadcastDimensions: part.shape.map((_, i) => i + 1) });
  });
  const flat = parts.length === 1 ? (parts[0] as NDArray) : concatenate(parts, { dimension: 0 });
  return flat.shape.length === shape.length && flat.shape.every((n, i) => n === shape[i])
    ? flat
    : reshape(flat, { newSizes: shape });
}

function fromScalars(leaves: readonly Scalar[], shape: Shape, dtype: DType): NDArray {
  const data = allocate(dtype, leaves.length);
  if (storesNumbers(dtype) && leaves.every((leaf) => typeof leaf !== "bigint")) {
    // The typed array converts as encodeScalar does, and is much faster at it; booleans become 0 and 1.
    (data as Float32Array).set(leaves as readonly number[] as number[]);
    return hostArray(data, shape, dtype);
  }
  for (let i = 0; i < leaves.length; i++) encodeScalar(data, i, leaves[i] as Scalar, dtype);
  return hostArray(data, shape, dtype);
}

/** Throws a `RangeError` for a bare number that an integer dtype does not hold; arrays wrap, but a number is a mistake. */
function requireInRange(values: readonly Scalar[], dtype: DType, name: string): void {
  if (!isInteger(dtype)) return;
  const bits = 8 * dtypeBytes(dtype);
  const [min, max] = dtypeKind(dtype) === "u" ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  for (const value of values) {
    // Written so that NaN fails too. Fractions are cut off.
    if (Math.trunc(Number(value)) >= min && Math.trunc(Number(value)) <= max) continue;
    throw new RangeError(`${name}: ${value} is out of bounds for ${dtype}, which holds integers from ${min} to ${max}`);
  }
}

/** Whether the storage of a dtype holds its elements as the numbers that they are, rather than as bits or bigints. */
function storesNumbers(dtype: DType): boolean {
  const kind = dtypeKind(dtype);
  return (kind === "f" && dtypeBytes(dtype) > 2) || ((kind === "i" || kind === "u") && dtypeBytes(dtype) < 8);
}

/** Of booleans alone, bool; of bigints and booleans, an integer; with a complex number, complex64; else float32 (64 bits each where those are on). */
function listDtype(leaves: readonly Scalar[]): DType {
  if (leaves.length > 0 && leaves.every((leaf) => typeof leaf === "boolean")) return "bool";
  const complex = leaves.find((leaf) => leaf instanceof Complex);
  const number = leaves.find((leaf) => typeof leaf === "number");
  const bigint = leaves.find((leaf) => typeof leaf === "bigint");
  return scalarDtype(complex ?? number ?? bigint ?? 0);
}

/** Appends the leaves below a list and returns its shape, that of its leaves included. */
function gather(list: readonly ArrayLike[], leaves: Leaf[], name: string, path: readonly number[]): Shape {
  let first: Shape | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = list[i] as ArrayLike;
    const shape = Array.isArray(item)
      ? gather(item, leaves, name, [...path, i])
      : leafShape(item, leaves, name, path, i);
    if (first === undefined) first = shape;
    else if (shape !== first && !sameShape(shape, first)) {
      throw new TypeError(
        `${name}: the list is ragged: ${at(path, 0)} has ${elements(first)}, but ${at(path, i)} has ${elements(shape)}; ` +
          "items of a list must have the same shape",
      );
    }
  }
  return [list.length, ...(first ?? [])];
}

const scalarShape: Shape = [];

function leafShape(item: ArrayLike, leaves: Leaf[], name: string, path: readonly number[], i: number): Shape {
  if (isScalar(item)) {
    leaves.push(item);
    return scalarShape;
  }
  if (item instanceof NDArray) {
    leaves.push(item);
    return item.shape;
  }
  if (isTypedArray(item)) {
    leaves.push(item);
    return [item.length];
  }
  throw new TypeError(
    `${name}: ${at(path, i)} of the list is ${describe(item)}; items are numbers, booleans, arrays or lists`,
  );
}

const at = (path: readonly number[], i: number) => [...path, i].map((index) => `[${index}]`).join("");

const elements = (shape: Shape) =>
  shape.length === 0
    ? "no length: it is a number"
    : shape.length === 1
      ? `length ${shape[0]}`
      : `shape [${shape.join(", ")}]`;

function describe(x: unknown): string {
  if (x === null || x === undefined) return String(x);
  return typeof x === "object" ? `an object of class ${x.constructor?.name ?? "Object"}` : `${typeof x} ${String(x)}`;
}
