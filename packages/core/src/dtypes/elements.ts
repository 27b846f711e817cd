import type { Scalar } from "../array/array.js";
import { Complex } from "../array/complex.js";
import { fromBfloat16Bits, fromFloat16Bits, toBfloat16Bits, toFloat16Bits } from "../float16/index.js";
import { type DType, isComplex, isInexact } from "./dtype.js";
import type { TypedArray } from "./typed-array.js";

/** The elements as the host can compute with them: a copy, with 16-bit floats as a `Float32Array`. */
export function decode(data: TypedArray, dtype: DType): TypedArray {
  if (dtype === "float16" || dtype === "bfloat16") {
    const from = dtype === "float16" ? fromFloat16Bits : fromBfloat16Bits;
    return Float32Array.from(data as Uint16Array, from);
  }
  return data.slice();
}

/** A bare value that is not complex. */
type RealScalar = Exclude<Scalar, Complex>;

/**
 * Writes a bare value into storage of the dtype, rounded, truncated or wrapped to it. Throws a `TypeError` for a complex value and a
 * dtype that is not.
 */
export function encodeScalar(data: TypedArray, index: number, value: Scalar, dtype: DType): void {
  const complex = isComplex(dtype);
  const write = (at: number, real: RealScalar) => {
    // Which of number and bigint the storage takes follows from the dtype.
    (data as Record<number, number | bigint>)[at] = encodeElement(real, dtype);
  };
  if (complex && value instanceof Complex) {
    write(2 * index, value.re);
    write(2 * index + 1, value.im);
  } else write(complex ? 2 * index : index, value.valueOf() as RealScalar);
}

/** An element of storage as JavaScript has it: what `decodeElement` gives, or a complex number. */
export function decodeScalar(data: TypedArray, index: number, dtype: DType): Scalar {
  if (isComplex(dtype)) return new Complex(Number(data[2 * index]), Number(data[2 * index + 1]));
  return decodeElement(data[index] as number | bigint, dtype);
}

/** A bare value as storage of the dtype has it: a bit pattern for 16-bit floats, a bigint for 64-bit integers. */
export function encodeElement(value: RealScalar, dtype: DType): number | bigint {
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

function integral(value: RealScalar): number {
  if (typeof value === "bigint") return Number(BigInt.asIntN(53, value));
  const number = Math.trunc(Number(value));
  return Number.isFinite(number) ? number : 0;
}

/** A stored element as JavaScript has it: a boolean, a number or a bigint. */
export function decodeElement(element: number | bigint, dtype: DType): RealScalar {
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
