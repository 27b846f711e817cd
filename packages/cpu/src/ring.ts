import { type DType, isFloating, type TypedArray } from "@hyrax/core";
import { bigints, encodeDoubles, isWide, toDoubles } from "./doubles.js";
import {
  type Elements,
  type MultiplyTransposed,
  multiplyRows,
  multiplyRowsInteger,
  multiplyRowsWide,
} from "./matmul.js";

/** What products and sums are computed in, for contractions and convolutions. */
export interface Ring<A extends Elements> {
  readonly load: (x: TypedArray, dtype: DType) => A;
  readonly zeros: (size: number) => A;
  readonly clear: (x: A) => void;
  readonly multiply: MultiplyTransposed<A>;
  readonly store: (x: A, dtype: DType) => TypedArray;
}

const reals: Ring<Float64Array> = {
  load: toDoubles,
  zeros: (size) => new Float64Array(size),
  clear: (x) => x.fill(0),
  multiply: multiplyRows,
  store: encodeDoubles,
};

const integers: Ring<Float64Array> = { ...reals, multiply: multiplyRowsInteger };

/** A sum of products of bools is whether any product is true. */
const bools: Ring<Float64Array> = {
  ...reals,
  store: (x, dtype) =>
    encodeDoubles(
      x.map((sum) => (sum === 0 ? 0 : 1)),
      dtype,
    ),
};

const wides: Ring<BigInt64Array> = {
  load: (x, dtype) =>
    isWide(dtype)
      ? new BigInt64Array(x.buffer, x.byteOffset, x.length)
      : BigInt64Array.from(toDoubles(x, dtype), BigInt),
  zeros: (size) => new BigInt64Array(size),
  clear: (x) => x.fill(0n),
  multiply: multiplyRowsWide,
  store: (x, dtype) =>
    dtype === "int64"
      ? x
      : dtype === "uint64"
        ? new BigUint64Array(x.buffer)
        : encodeDoubles(Float64Array.from(bigints(x), Number), dtype),
};

/** Calls `use` with what products of this dtype, added up in that one, are computed in. */
export function withRing<R>(dtype: DType, sum: DType, use: <A extends Elements>(ring: Ring<A>) => R): R {
  if (isWide(dtype) || isWide(sum)) return use(wides);
  return use(sum === "bool" ? bools : isFloating(dtype) || isFloating(sum) ? reals : integers);
}
