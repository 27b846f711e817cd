import {
  Complex,
  canonicalDtype,
  config,
  type DType,
  dtypeBytes,
  isInexact,
  Array as NDArray,
  promoteTypes,
  type Scalar,
  type Typed,
} from "@hyrax/core";

/** Whether a value is a bare number, bigint, boolean or complex number. */
export function isScalar(x: unknown): x is Scalar {
  return typeof x === "number" || typeof x === "boolean" || typeof x === "bigint" || x instanceof Complex;
}

/** The dtype in which arrays and bare numbers meet. */
export function promotedType(operands: readonly (NDArray | Scalar)[]): Typed {
  const [first] = operands;
  if (operands.length === 1 && first instanceof NDArray) return first;
  const besideArrays = operands.some((x) => x instanceof NDArray);
  return promoteTypes(operands.map((x) => (isScalar(x) ? scalarType(x, besideArrays) : x)));
}

/**
 * The type of a bare value. JavaScript has one kind of number: beside arrays, a whole number is a weak integer, which gives way
 * to every dtype but bool, and one with a fraction a weak float; among bare numbers alone both are weak floats.
 */
export function scalarType(value: Scalar, besideArrays: boolean): Typed {
  if (typeof value === "boolean") return { dtype: "bool", weakType: false };
  if (value instanceof Complex) return { dtype: canonicalDtype("complex128"), weakType: true };
  const integer = typeof value === "bigint" || (besideArrays && fitsInteger(value));
  return { dtype: canonicalDtype(integer ? "int64" : "float64"), weakType: true };
}

/** Whether a number is one that the integer dtypes can hold; 1e10 is a float where they have 32 bits. */
function fitsInteger(value: number): boolean {
  if (!Number.isInteger(value)) return false;
  return config.values.enableX64 ? Number.isSafeInteger(value) : value >= -(2 ** 31) && value < 2 ** 32;
}

/** The floating dtype that holds integers of a dtype in arithmetic: float32, and float64 for 64-bit ones. */
export function toInexact(dtype: DType): DType {
  if (isInexact(dtype)) return dtype;
  return canonicalDtype(dtypeBytes(dtype) === 8 ? "float64" : "float32");
}
