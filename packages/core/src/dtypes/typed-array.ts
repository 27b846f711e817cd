import type { DType } from "./dtype.js";

/** The host's storage of elements. bool is one byte each; 16-bit floats are bit patterns; complex numbers interleave. */
export type TypedArray =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

interface TypedArrayClass {
  new (length: number): TypedArray;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): TypedArray;
  readonly BYTES_PER_ELEMENT: number;
}

const classes: Readonly<Record<DType, TypedArrayClass>> = {
  bool: Uint8Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
  float32: Float32Array,
  float64: Float64Array,
  complex64: Float32Array,
  complex128: Float64Array,
  "key<fry>": Uint32Array,
  float0: Uint8Array,
};

/** The typed array class that stores a dtype on the host. */
export function typedArrayClass(dtype: DType): TypedArrayClass {
  return classes[dtype];
}

/** How many elements of its typed array one element of the dtype takes: two for complex numbers and keys. */
export function lanes(dtype: DType): number {
  return dtype === "complex64" || dtype === "complex128" || dtype === "key<fry>" ? 2 : dtype === "float0" ? 0 : 1;
}

/** A zeroed typed array for `size` elements of the dtype. */
export function allocate(dtype: DType, size: number): TypedArray {
  return new classes[dtype](size * lanes(dtype));
}
