import { config } from "../config.js";
import { describe } from "../describe.js";
import type { TypedArrayClass } from "./typed-array.js";

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
  /** What stores the elements on the host. */
  readonly storage: TypedArrayClass;
  /** Bytes of one element. */
  readonly bytes: number;
  /** The name in a printed jaxpr. */
  readonly short: string;
  /** The dtype that takes its place while 64-bit types are off. */
  readonly narrow?: DType;
}

/** Numeric dtypes are letters for their kind and the number of bits: `bfloat16` is `bf16` for short. */
const numeric = (kind: DTypeKind, bits: number, storage: TypedArrayClass, narrow?: DType): DTypeInfo => ({
  kind,
  storage,
  bytes: bits / 8,
  short: kind + bits,
  ...(narrow && { narrow }),
});

const info: Readonly<Record<DType, DTypeInfo>> = {
  bool: { kind: "b", storage: Uint8Array, bytes: 1, short: "bool" },
  int8: numeric("i", 8, Int8Array),
  int16: numeric("i", 16, Int16Array),
  int32: numeric("i", 32, Int32Array),
  int64: numeric("i", 64, BigInt64Array, "int32"),
  uint8: numeric("u", 8, Uint8Array),
  uint16: numeric("u", 16, Uint16Array),
  uint32: numeric("u", 32, Uint32Array),
  uint64: numeric("u", 64, BigUint64Array, "uint32"),
  float16: numeric("f", 16, Uint16Array),
  bfloat16: { kind: "f", storage: Uint16Array, bytes: 2, short: "bf16" },
  float32: numeric("f", 32, Float32Array),
  float64: numeric("f", 64, Float64Array, "float32"),
  complex64: numeric("c", 64, Float32Array),
  complex128: numeric("c", 128, Float64Array, "complex64"),
  "key<fry>": { kind: "x", storage: Uint32Array, bytes: 8, short: "key<fry>" },
  float0: { kind: "x", storage: Uint8Array, bytes: 0, short: "float0" },
};

/** Every dtype, by name. */
export const dtypes = Object.keys(info) as readonly DType[];

export function dtypeKind(dtype: DType): DTypeKind {
  return info[dtype].kind;
}

/** The typed array class that stores a dtype on the host. */
export function typedArrayClass(dtype: DType): TypedArrayClass {
  return info[dtype].storage;
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
  return dtypeKind(dtype) === "f";
}

export function isComplex(dtype: DType): boolean {
  return dtypeKind(dtype) === "c";
}

/** Floating or complex: what can be differentiated. */
export function isInexact(dtype: DType): boolean {
  return "fc".includes(dtypeKind(dtype));
}

/** Signed or unsigned integers. */
export function isInteger(dtype: DType): boolean {
  return "iu".includes(dtypeKind(dtype));
}

/** The real dtype of the parts of a complex one; a real dtype is its own. */
export function realDtype(dtype: DType): DType {
  return isComplex(dtype) ? (dtype === "complex64" ? "float32" : "float64") : dtype;
}

/** The complex dtype whose parts have this dtype, or hold it: float16 goes into complex64. */
export function complexDtype(dtype: DType): DType {
  return dtype === "float64" || dtype === "complex128" ? "complex128" : "complex64";
}

/** The dtype as arrays can have it now: 64-bit ones narrow unless `enableX64` is on. A name that is none throws. */
export function canonicalDtype(dtype: DType): DType {
  const found = info[dtype] as DTypeInfo | undefined;
  if (found === undefined) {
    throw new TypeError(`${describe(dtype)} is not a dtype; dtypes are ${dtypes.join(", ")}`);
  }
  return found.narrow === undefined || config.values.enableX64 ? dtype : found.narrow;
}
