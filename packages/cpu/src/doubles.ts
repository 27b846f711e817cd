import {
  allocate,
  type DType,
  dtypeKind,
  fromBfloat16Bits,
  fromFloat16Bits,
  MissingRuleError,
  type TypedArray,
  toBfloat16Bits,
  toFloat16Bits,
} from "@hyrax/core";

/**
 * Kernels compute in double precision, which holds every element of at most 32 bits exactly, and round, wrap or
 * truncate once, when they store. So a loop is written once, for doubles, and the dtype is the matter of the reader
 * and the writer around it. 64-bit integers do not fit; they have loops of their own.
 */
export type ReadDoubles = (from: TypedArray, start: number, count: number, to: Float64Array, at: number) => void;
export type WriteDoubles = (from: Float64Array, start: number, count: number, to: TypedArray, at: number) => void;

// One loop for each class of typed arrays, so that each sees one class only and is compiled for it. The casts to that
// class follow from the dtype by which the loop is found.
const readers: { readonly [D in DType]?: ReadDoubles } = {
  bool: readUint8,
  uint8: readUint8,
  int8(from, start, count, to, at) {
    const x = from as Int8Array;
    for (let i = 0; i < count; i++) to[at + i] = x[start + i]!;
  },
  int16(from, start, count, to, at) {
    const x = from as Int16Array;
    for (let i = 0; i < count; i++) to[at + i] = x[start + i]!;
  },
  uint16(from, start, count, to, at) {
    const x = from as Uint16Array;
    for (let i = 0; i < count; i++) to[at + i] = x[start + i]!;
  },
  int32(from, start, count, to, at) {
    const x = from as Int32Array;
    for (let i = 0; i < count; i++) to[at + i] = x[start + i]!;
  },
  uint32(from, start, count, to, at) {
    const x = from as Uint32Array;
    for (let i = 0; i < count; i++) to[at + i] = x[start + i]!;
  },
  int64(from, start, count, to, at) {
    const x = from as BigInt64Array;
    for (let i = 0; i < count; i++) to[at + i] = Number(x[start + i]!);
  },
  uint64(from, start, count, to, at) {
    const x = from as BigUint64Array;
    for (let i = 0; i < count; i++) to[at + i] = Number(x[start + i]!);
  },
  float16(from, start, count, to, at) {
    const x = from as Uint16Array;
    for (let i = 0; i < count; i++) to[at + i] = fromFloat16Bits(x[start + i]!);
  },
  bfloat16(from, start, count, to, at) {
    const x = from as Uint16Array;
    for (let i = 0; i < count; i++) to[at + i] = fromBfloat16Bits(x[start + i]!);
  },
  float32(from, start, count, to, at) {
    const x = from as Float32Array;
    for (let i = 0; i < count; i++) to[at + i] = x[start + i]!;
  },
  float64(from, start, count, to, at) {
    const x = from as Float64Array;
    for (let i = 0; i < count; i++) to[at + i] = x[start + i]!;
  },
};

function readUint8(from: TypedArray, start: number, count: number, to: Float64Array, at: number): void {
  const x = from as Uint8Array;
  for (let i = 0; i < count; i++) to[at + i] = x[start + i]!;
}

function writeUint8(from: Float64Array, start: number, count: number, to: TypedArray, at: number): void {
  const x = to as Uint8Array;
  for (let i = 0; i < count; i++) x[at + i] = from[start + i]!;
}

// Storing a double in an integer array truncates it and wraps it to the width, as the arithmetic of integers has it.
const writers: { readonly [D in DType]?: WriteDoubles } = {
  bool: writeUint8,
  uint8: writeUint8,
  int8(from, start, count, to, at) {
    const x = to as Int8Array;
    for (let i = 0; i < count; i++) x[at + i] = from[start + i]!;
  },
  int16(from, start, count, to, at) {
    const x = to as Int16Array;
    for (let i = 0; i < count; i++) x[at + i] = from[start + i]!;
  },
  uint16(from, start, count, to, at) {
    const x = to as Uint16Array;
    for (let i = 0; i < count; i++) x[at + i] = from[start + i]!;
  },
  int32(from, start, count, to, at) {
    const x = to as Int32Array;
    for (let i = 0; i < count; i++) x[at + i] = from[start + i]!;
  },
  uint32(from, start, count, to, at) {
    const x = to as Uint32Array;
    for (let i = 0; i < count; i++) x[at + i] = from[start + i]!;
  },
  int64(from, start, count, to, at) {
    const x = to as BigInt64Array;
    for (let i = 0; i < count; i++) x[at + i] = BigInt(from[start + i]!);
  },
  uint64(from, start, count, to, at) {
    const x = to as BigUint64Array;
    for (let i = 0; i < count; i++) x[at + i] = BigInt(from[start + i]!);
  },
  float16(from, start, count, to, at) {
    const x = to as Uint16Array;
    for (let i = 0; i < count; i++) x[at + i] = toFloat16Bits(from[start + i]!);
  },
  bfloat16(from, start, count, to, at) {
    const x = to as Uint16Array;
    for (let i = 0; i < count; i++) x[at + i] = toBfloat16Bits(from[start + i]!);
  },
  float32(from, start, count, to, at) {
    const x = to as Float32Array;
    for (let i = 0; i < count; i++) x[at + i] = from[start + i]!;
  },
  float64(from, start, count, to, at) {
    const x = to as Float64Array;
    for (let i = 0; i < count; i++) x[at + i] = from[start + i]!;
  },
};

/** Reads elements of a dtype as doubles; 64-bit integers are rounded to the nearest. */
export function doublesReader(dtype: DType): ReadDoubles {
  return readers[dtype] ?? noArithmetic(dtype);
}

/** Stores doubles as elements of a dtype: rounded to nearest even, or truncated and wrapped. */
export function doublesWriter(dtype: DType): WriteDoubles {
  return writers[dtype] ?? noArithmetic(dtype);
}

function noArithmetic(dtype: DType): never {
  throw new MissingRuleError(
    `the reference engine does not compute with ${dtype}${dtypeKind(dtype) === "c" ? " yet; take real and imaginary parts" : ""}`,
  );
}

/** Whether the dtype is a 64-bit integer, which doubles do not hold. */
export function isWide(dtype: DType): dtype is "int64" | "uint64" {
  return dtype === "int64" || dtype === "uint64";
}

/** The 64-bit integers as such: the boundary between `TypedArray` and the two classes that hold bigints. */
export function bigints(x: TypedArray): BigInt64Array | BigUint64Array {
  return x as BigInt64Array | BigUint64Array;
}

/** All elements as doubles. */
export function toDoubles(x: TypedArray, dtype: DType): Float64Array {
  if (dtype === "float64") return x as Float64Array;
  const doubles = new Float64Array(x.length);
  doublesReader(dtype)(x, 0, x.length, doubles, 0);
  return doubles;
}

/** Doubles as elements of a dtype. */
export function encodeDoubles(doubles: Float64Array, dtype: DType): TypedArray {
  if (dtype === "float64") return doubles;
  const out = allocate(dtype, doubles.length);
  doublesWriter(dtype)(doubles, 0, doubles.length, out, 0);
  return out;
}

/** All elements as doubles that may be written to. */
export function ownDoubles(x: TypedArray, dtype: DType): Float64Array {
  const doubles = toDoubles(x, dtype);
  return doubles === x ? doubles.slice() : doubles;
}
