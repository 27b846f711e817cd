import { allocate, type DType, decodeElement, encodeScalar, realDtype, type Scalar } from "@hyrax/core";
import { type Expr, f32, f32x4, f64, f64x2, i32, i32x4, i64, i64x2 } from "../assembler/index.js";

/** 128 bits: lanes of 32 or 64 bits side by side. */
export type Vector = Expr<"v128">;

/**
 * Four elements of a dtype, the unit in which kernels compute, in as many vectors as they take. One vector holds four
 * lanes of 32 bits: float32, the integers of up to 32 bits, float16 and bfloat16 as float32, and bool as lanes of all
 * ones or all zeros. Two hold four elements of 64 bits. Of complex numbers, the vectors of the real parts come first.
 */
export type Value = readonly Vector[];

/** The dtypes that kernels have elements of: all but float0, which has no bits. Keys are integers of 64 bits. */
export type LaneDType = Exclude<DType, "float0">;

export function isLaneDType(dtype: DType): dtype is LaneDType {
  return dtype !== "float0";
}

/** Elements to a value, and lanes to a vector of 32-bit elements. */
export const LANES = 4;

/** What the lanes of a dtype's vectors are, for complex dtypes those of their parts. */
export type LaneKind = "f32" | "f64" | "i32" | "i64";

export function laneKind(dtype: LaneDType): LaneKind {
  switch (realDtype(dtype)) {
    case "float16":
    case "bfloat16":
    case "float32":
      return "f32";
    case "float64":
      return "f64";
    case "int64":
    case "uint64":
    case "key<fry>":
      return "i64";
    default:
      return "i32";
  }
}

/** Vectors to four real elements, or to four real or imaginary parts. */
export function partVectors(dtype: LaneDType): 1 | 2 {
  return laneKind(dtype) === "f64" || laneKind(dtype) === "i64" ? 2 : 1;
}

/** The first half of a complex value's vectors, and the second. */
export function partsOf(value: Value): readonly [re: Value, im: Value] {
  return [value.slice(0, value.length / 2), value.slice(value.length / 2)];
}

/** A number in all four places, rounded, truncated or wrapped to the dtype as storage has it. */
export function splatNumber(dtype: LaneDType, value: Scalar): Value {
  const element = allocate(dtype, 1);
  encodeScalar(element, 0, value, dtype);
  return Array.from(element as ArrayLike<number | bigint>, (part) => {
    const number = decodeElement(part, realDtype(dtype)).valueOf();
    const vector = splatLane(laneKind(dtype), number === true ? -1 : Number(number), () => BigInt(part));
    return Array.from({ length: partVectors(dtype) }, () => vector);
  }).flat();
}

function splatLane(kind: LaneKind, number: number, integer: () => bigint): Vector {
  switch (kind) {
    case "f32":
      return f32x4.splat(f32.const(number));
    case "f64":
      return f64x2.splat(f64.const(number));
    case "i32":
      return i32x4.splat(i32.const(number | 0));
    default:
      return i64x2.splat(i64.const(integer()));
  }
}
