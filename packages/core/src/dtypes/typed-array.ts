import { type DType, dtypeBytes, typedArrayClass } from "./dtype.js";

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

export interface TypedArrayClass {
  new (length: number): TypedArray;
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): TypedArray;
  readonly BYTES_PER_ELEMENT: number;
}

/** How many elements of its typed array one element of the dtype takes: two for complex numbers and keys. */
export function lanes(dtype: DType): number {
  return dtypeBytes(dtype) / typedArrayClass(dtype).BYTES_PER_ELEMENT;
}

/** A zeroed typed array for `size` elements of the dtype. */
export function allocate(dtype: DType, size: number): TypedArray {
  return new (typedArrayClass(dtype))(size * lanes(dtype));
}
