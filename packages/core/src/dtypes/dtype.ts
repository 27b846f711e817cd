import { config } from "../config.js";

/** The element types of arrays, by NumPy's names. */
export type DType =
  | "bool"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float16"
  | "bfloat16"
  | "float32"
  | "float64"
  | "complex64"
  | "complex128"
  | ExtendedDType;

/** Element types without arithmetic: random keys, and `float0`, the tangents of integers. */
export type ExtendedDType = "key<fry>" | "float0";

/** What a dtype is made of: boolean, signed, unsigned, floating, complex, or none of these. */
export type DTypeKind = "b" | "i" | "u" | "f" | "c" | "x";

interface DTypeInfo {
  readonly kind: DTypeKind;
  /** Bytes of one element. */
  readonly bytes: number;
  /** The name in a printed jaxpr. */
  readonly short: string;
  /** The dtype that takes its place while 64-bit types are off. */
  readonly narrow?: DType;
}

const info: Readonly<Record<DType, DTypeInfo>> = {
  bool: { kind: "b", bytes: 1, short: "bool" },
  int8: { kind: "i", bytes: 1, short: "i8" },
  int16: { kind: "i", bytes: 2, short: "i16" },
  int32: { kind: "i", bytes: 4, short: "i32" },
  int64: { kind: "i", bytes: 8, short: "i64", narrow: "int32" },
  uint8: { kind: "u", bytes: 1, short: "u8" },
  uint16: { kind: "u", bytes: 2, short: "u16" },
  uint32: { kind: "u", bytes: 4, short: "u32" },
  uint64: { kind: "u", bytes: 8, short: "u64", narrow: "uint32" },
  float16: { kind: "f", bytes: 2, short: "f16" },
  bfloat16: { kind: "f", bytes: 2, short: "bf16" },
  float32: { kind: "f", bytes: 4, short: "f32" },
  float64: { kind: "f", bytes: 8, short: "f64", narrow: "float32" },
  complex64: { kind: "c", bytes: 8, short: "c64" },
  complex128: { kind: "c", bytes: 16, short: "c128", narrow: "complex64" },
  "key<fry>": { kind: "x", bytes: 8, short: "key<fry>" },
  float0: { kind: "x", bytes: 0, short: "float0" },
};

/** Every dtype, by name. */
export const dtypes = Object.keys(info) as readonly DType[];

export function dtypeKind(dtype: DType): DTypeKind {
  return info[dtype].kind;
}

/** Bytes of one element. */
export function dtypeBytes(dtype: DType): number {
  return info[dtype].bytes;
}

/** The name that JAX prints in a jaxpr: `f32`, `bool`, `key<fry>`. */
export function shortDtype(dtype: DType): string {
  return info[dtype].short;
}

export function isDtype(value: unknown): value is DType {
  return typeof value === "string" && Object.hasOwn(info, value);
}

/** Real floating dtypes: the half, single and double precisions. */
export function isFloating(dtype: DType): boolean {
  return info[dtype].kind === "f";
}

export function isComplex(dtype: DType): boolean {
  return info[dtype].kind === "c";
}

/** Floating or complex: what can be differentiated. */
export function isInexact(dtype: DType): boolean {
  return isFloating(dtype) || isComplex(dtype);
}

/** Signed or unsigned integers. */
export function isInteger(dtype: DType): boolean {
  const { kind } = info[dtype];
  return kind === "i" || kind === "u";
}

/** The dtype as arrays can have it now: 64-bit ones narrow unless `enableX64` is on. A name that is none throws. */
export function canonicalDtype(dtype: DType): DType {
  const found = info[dtype] as DTypeInfo | undefined;
  if (found === undefined) {
    throw new TypeError(`${JSON.stringify(dtype)} is not a dtype; dtypes are ${dtypes.join(", ")}`);
  }
  return found.narrow === undefined || config.values.enableX64 ? dtype : found.narrow;
}
