import { canonicalDtype, type DType, dtypeBytes, dtypeKind, isInteger } from "@hyrax/core";

/** The dtypes that integer samples can have. */
export type IntegerDType = "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64";

/** The dtype asked for, by default that of integers. Throws a `TypeError` unless it is an integer one. */
export function integerDtype(name: string, dtype: DType | undefined): IntegerDType {
  const canonical = canonicalDtype(dtype ?? "int64");
  if (isInteger(canonical)) return canonical as IntegerDType;
  throw new TypeError(`${name}: dtype must be an integer one, such as int32 or uint8, found ${JSON.stringify(dtype)}`);
}

/** The least and the greatest integer of a dtype. */
export function integerRange(dtype: DType): readonly [min: bigint, max: bigint] {
  const bits = BigInt(8 * dtypeBytes(dtype));
  return dtypeKind(dtype) === "u" ? [0n, (1n << bits) - 1n] : [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
}
