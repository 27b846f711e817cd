import {
  allocate,
  type DType,
  encodeElement,
  hostArray,
  isInexact,
  type Array as NDArray,
  realDtype,
  type Shape,
  sizeOf,
} from "@hyrax/core";

/** Dtypes with elements of every width and kind. */
export const everyDtype: readonly DType[] = [
  "bool",
  "int8",
  "uint8",
  "int16",
  "uint16",
  "int32",
  "uint32",
  "int64",
  "uint64",
  "float16",
  "bfloat16",
  "float32",
  "float64",
  "complex64",
  "complex128",
];

/** Different bit patterns, one after the other: for what only moves elements. */
export function patterns(dtype: DType, shape: Shape, seed = 1): NDArray {
  const data = allocate(dtype, sizeOf(shape));
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  // No exponent is all ones, so that no NaN loses its payload on the way through numbers.
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = dtype === "bool" ? ((i * 7 + seed) % 3) % 2 : (i * 37 + seed * 11) % 61;
  return hostArray(data, shape, dtype);
}

/** Small numbers of a dtype, some of them equal; of inexact dtypes multiples of 1/4, so that few sums round. */
export function smallNumbers(dtype: DType, shape: Shape, seed = 1): NDArray {
  const data = allocate(dtype, sizeOf(shape));
  const unsigned = dtype === "bool" ? 2 : dtype.startsWith("u") ? 9 : 0;
  for (let i = 0; i < data.length; i++) {
    const raw = ((i * 7919 + seed * 104_729) % 8191) % 19;
    const number = unsigned > 0 ? raw % unsigned : isInexact(dtype) ? (raw - 9) / 4 : raw - 9;
    // Which of number and bigint the storage takes follows from the dtype.
    (data as Record<number, number | bigint>)[i] = encodeElement(number, realDtype(dtype));
  }
  return hostArray(data, shape, dtype);
}
