import type { Scalar } from "../array/array.js";
import { fromBfloat16Bits, fromFloat16Bits, toBfloat16Bits, toFloat16Bits } from "../float16/index.js";
import { type DType, isInexact } from "./dtype.js";
import type { TypedArray } from "./typed-array.js";

/** The elements as the host can compute with them: a copy, with 16-bit floats as a `Float32Array`. */
export function decode(data: TypedArray, dtype: DType): TypedArray {
  if (dtype === "float16" || dtype === "bfloat16") {
    const from = dtype === "float16" ? fromFloat16Bits : fromBfloat16Bits;
    return Float32Array.from(data as Uint16Array, from);
  }
  return data.slice();
}

/** Writes a bare value into storage of the dtype, rounded, truncated or wrapped to it. */
export function encodeScalar(data: TypedArray, index: number, value: Scalar, dtype: DType): void {
  // Which of number and bigint the storage takes follows from the dtype.
  (data as Record<number, number | bigint>)[index] = encodeElement(value, dtype);
}

/** A bare value as storage of the dtype has it: a bit pattern for 16-bit floats, a bigint for 64-bit integers. */
export function encodeElement(value: Scalar, dtype: DType): number | bigint {
  switch (dtype) {
    case "bool":
      return value ? 1 : 0;
    case "float16":
      return toFloat16Bits(Number(value));
    case "bfloat16":
      return toBfloat16Bits(Number(value));
    case "int64":
    case "uint64":
      return typeof value === "bigint" ? value : BigInt(integral(Number(value)));
    default:
      return isInexact(dtype) ? Number(value) : integral(value);
  }
}

function integral(value: Scalar): number {
  if (typeof value === "bigint") return Number(BigInt.asIntN(53, value));
  const number = Math.trunc(Number(value));
  return Number.isFinite(number) ? number : 0;
}

/** A stored element as JavaScript has it: a boolean, a number or a bigint. */
export function decodeElement(element: number | bigint, dtype: DType): Scalar {
  switch (dtype) {
    case "bool":
      return element !== 0;
    case "float16":
      return fromFloat16Bits(Number(element));
    case "bfloat16":
      return fromBfloat16Bits(Number(element));
    default:
      return element;
  }
}
