import { type DType, dtypeBytes, dtypeKind } from "@hyrax/core";

/** The least element of a dtype of at most 32 bits, or −∞: the greatest of no elements. */
export function leastOf(dtype: DType): number {
  const kind = dtypeKind(dtype);
  return kind === "f" ? Number.NEGATIVE_INFINITY : kind === "i" ? -(2 ** (8 * dtypeBytes(dtype) - 1)) : 0;
}

/** The greatest element of a dtype of at most 32 bits, or ∞: the least of no elements. */
export function greatestOf(dtype: DType): number {
  const kind = dtypeKind(dtype);
  const bits = 8 * dtypeBytes(dtype);
  return kind === "f" ? Number.POSITIVE_INFINITY : kind === "b" ? 1 : 2 ** (kind === "i" ? bits - 1 : bits) - 1;
}

/** The least element of a 64-bit integer dtype. */
export function leastWide(dtype: "int64" | "uint64"): bigint {
  return dtype === "int64" ? -(2n ** 63n) : 0n;
}

/** The greatest element of a 64-bit integer dtype. */
export function greatestWide(dtype: "int64" | "uint64"): bigint {
  return dtype === "int64" ? 2n ** 63n - 1n : 2n ** 64n - 1n;
}
