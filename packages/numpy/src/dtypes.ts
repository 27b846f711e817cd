import {
  type ArrayLike,
  canonicalDtype,
  type DType,
  type DTypeKind,
  dtypeKind,
  isDtype,
  Array as NDArray,
  ne,
  promoteTypes as promote,
  requireOptions,
  type Scalar,
  type Typed,
} from "@hyrax/core";
import { convertTo, toArray } from "./convert.js";
import { isScalar, scalarType } from "./scalar-type.js";

export const bool = "bool";
export const int8 = "int8";
export const int16 = "int16";
export const int32 = "int32";
export const int64 = "int64";
export const uint8 = "uint8";
export const uint16 = "uint16";
export const uint32 = "uint32";
export const uint64 = "uint64";
export const float16 = "float16";
export const bfloat16 = "bfloat16";
export const float32 = "float32";
export const float64 = "float64";
export const complex64 = "complex64";
export const complex128 = "complex128";

/** The kinds of dtypes, for `issubdtype`. */
export const generic = "generic";
export const number = "number";
export const integer = "integer";
export const signedinteger = "signedinteger";
export const unsignedinteger = "unsignedinteger";
export const inexact = "inexact";
export const floating = "floating";
export const complexfloating = "complexfloating";

export type AbstractDtype =
  | "generic"
  | "number"
  | "integer"
  | "signedinteger"
  | "unsignedinteger"
  | "inexact"
  | "floating"
  | "complexfloating";

const kindsOf: Readonly<Record<AbstractDtype, string>> = {
  generic: "biufc",
  number: "iufc",
  integer: "iu",
  signedinteger: "i",
  unsignedinteger: "u",
  inexact: "fc",
  floating: "f",
  complexfloating: "c",
};

/** The dtype of this name. Throws a `TypeError` for a name that is none. */
export function dtype(name: DType): DType {
  canonicalDtype(name);
  return name;
}

/** Whether a dtype is of a kind (`np.floating`), or equals another dtype. */
export function issubdtype(dtype: DType | AbstractDtype, kind: DType | AbstractDtype): boolean {
  if (dtype === kind) return true;
  if (!isAbstract(kind)) return false;
  const wanted = kindsOf[kind];
  return isAbstract(dtype)
    ? [...kindsOf[dtype]].every((letter) => wanted.includes(letter))
    : wanted.includes(dtypeKind(dtype));
}

function isAbstract(name: string): name is AbstractDtype {
  return Object.hasOwn(kindsOf, name);
}

const standardKinds: Readonly<Record<string, string>> = {
  bool: "b",
  "signed integer": "i",
  "unsigned integer": "u",
  integral: "iu",
  "real floating": "f",
  "complex floating": "c",
  numeric: "iufc",
};

/** Whether a dtype is of a kind of the array API standard ("real floating"), equals a dtype, or does so for one of a list. */
export function isdtype(dtype: DType, kind: string | readonly string[]): boolean {
  if (typeof kind !== "string") return kind.some((one) => isdtype(dtype, one));
  const letters = standardKinds[kind];
  if (isDtype(kind) && kind !== "bool") return dtype === kind;
  if (letters === undefined) {
    throw new TypeError(
      `isdtype: ${JSON.stringify(kind)} is neither a dtype nor one of ${Object.keys(standardKinds).join(", ")}`,
    );
  }
  return letters.includes(dtypeKind(dtype));
}

/** The dtype in which arrays of two dtypes meet. */
export function promoteTypes(a: DType, b: DType): DType {
  return promote([
    { dtype: dtype(a), weakType: false },
    { dtype: dtype(b), weakType: false },
  ]).dtype;
}

/** The dtype in which arrays, dtypes and bare numbers meet. */
export function resultType(...operands: readonly (ArrayLike | DType)[]): DType {
  const besideArrays = operands.some((x) => !isScalar(x));
  const types = operands.map((x): Typed => {
    if (isDtype(x)) return { dtype: x, weakType: false };
    return isScalar(x) ? scalarType(x as Scalar, besideArrays) : toArray(x as ArrayLike, "resultType");
  });
  return promote(types).dtype;
}

const order: readonly DTypeKind[] = ["b", "u", "i", "f", "c"];

/**
 * Whether values of a dtype can become another one under a rule: "safe" (none changes, NumPy's default), "same_kind", "no" and
 * "equiv" (the same dtype), or "unsafe" (anything).
 */
export function canCast(
  from: DType | NDArray,
  to: DType,
  options: { readonly casting?: "no" | "equiv" | "safe" | "same_kind" | "unsafe" } = {},
): boolean {
  requireOptions("canCast", options, ["casting"]);
  const source = from instanceof NDArray ? from.dtype : dtype(from);
  const { casting = "safe" } = options;
  if (source === to || casting === "unsafe") return true;
  if (casting === "no" || casting === "equiv") return false;
  const [a, b] = [order.indexOf(dtypeKind(source)), order.indexOf(dtypeKind(dtype(to)))];
  if (casting === "same_kind") return a <= b;
  return isSafe(source, to);
}

/** Bits of magnitude and of exponent that a dtype holds exactly. */
const precision: Readonly<Partial<Record<DType, readonly [magnitude: number, exponent: number]>>> = {
  float16: [11, 5],
  bfloat16: [8, 8],
  float32: [24, 8],
  float64: [53, 11],
  complex64: [24, 8],
  complex128: [53, 11],
};

function isSafe(from: DType, to: DType): boolean {
  const [a, b] = [dtypeKind(from), dtypeKind(to)];
  if (a === "b") return true;
  if (b === "b") return false;
  const bits = (name: DType) => Number(/\d+/.exec(name)?.[0]);
  if (a === "i" || a === "u") {
    if (b === "u") return a === "u" && bits(from) <= bits(to);
    if (b === "i") return bits(from) + (a === "u" ? 1 : 0) <= bits(to);
    // NumPy lets 64-bit integers become float64.
    return (
      bits(from) - (a === "i" ? 1 : 0) <= (precision[to]?.[0] ?? 0) ||
      (bits(from) === 64 && /64$|128$/.test(to) && to !== "complex64")
    );
  }
  if (a === "c" && b !== "c") return false;
  const [source, target] = [precision[from], precision[to]];
  if (source === undefined || target === undefined) return false;
  return source[0] <= target[0] && source[1] <= target[1];
}

/** x converted to a dtype: to integers it is truncated, to bool compared with zero, of complex numbers it is the real part. */
export function astype(x: ArrayLike, dtype: DType): NDArray {
  const array = toArray(x, "astype");
  // A complex number is true unless both its parts are zero; every other dtype takes the real part.
  if (dtype === "bool" && dtypeKind(array.dtype) === "c") return ne(array, 0);
  return convertTo(array, canonicalDtype(dtype));
}

/** Whether x is a bare number, bigint or boolean. */
export function isscalar(x: unknown): boolean {
  return isScalar(x) || (x instanceof NDArray && x.ndim === 0);
}

/** Whether the dtype is complex. */
export function iscomplexobj(x: ArrayLike): boolean {
  return dtypeKind(toArray(x, "iscomplexobj").dtype) === "c";
}

/** Whether the dtype is not complex. */
export function isrealobj(x: ArrayLike): boolean {
  return !iscomplexobj(x);
}
