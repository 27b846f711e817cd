import { type DType, dtypeBytes } from "@hyrax/core";
import { type Expr, f32, f32x4, i8x16, i16x8, i32, i32x4, v128 } from "../assembler/index.js";

/** Four elements side by side. A bool is a lane of all ones or all zeros. */
export type Vector = Expr<"v128">;

/** The dtypes that kernels compute in: those of 32 bits, and bool. */
export type LaneDType = "float32" | "int32" | "uint32" | "bool";

export function isLaneDType(dtype: DType): dtype is LaneDType {
  return dtype === "float32" || dtype === "int32" || dtype === "uint32" || dtype === "bool";
}

/** Elements to a vector. */
export const LANES = 4;

/** Bytes of one stored element. */
export const bytesOf = (dtype: LaneDType): number => dtypeBytes(dtype);

/** Four elements that follow each other in memory. */
export function loadVector(dtype: LaneDType, address: Expr<"i32">, offset = 0): Vector {
  if (dtype !== "bool") return v128.load(address, { offset, align: 4 });
  const bytes = v128.load32Zero(address, { offset, align: 1 });
  return boolMask(i32x4.extendLowI16x8U(i16x8.extendLowI8x16U(bytes)));
}

/** One element in every lane. */
export function loadSplat(dtype: LaneDType, address: Expr<"i32">, offset = 0): Vector {
  if (dtype !== "bool") return v128.load32Splat(address, { offset });
  return boolMask(i32x4.splat(i32.load8U(address, { offset })));
}

/** Four elements from anywhere. */
export function loadLanes(dtype: LaneDType, addresses: readonly Expr<"i32">[]): Vector {
  const [first, ...rest] = addresses as [Expr<"i32">, ...Expr<"i32">[]];
  if (dtype === "bool") {
    const integers = rest.reduce(
      (vector, address, i) => i32x4.replaceLane(vector, i + 1, i32.load8U(address)),
      i32x4.splat(i32.load8U(first)),
    );
    return boolMask(integers);
  }
  return rest.reduce((vector, address, i) => v128.load32Lane(address, vector, i + 1), v128.load32Zero(first));
}

function boolMask(integers: Vector): Vector {
  return i32x4.ne(integers, i32x4.splat(i32.const(0)));
}

/** Writes four elements that follow each other. */
export function storeVector(dtype: LaneDType, address: Expr<"i32">, value: Vector, offset = 0): Expr<"none"> {
  if (dtype !== "bool") return v128.store(address, value, { offset, align: 4 });
  return v128.store32Lane(address, boolBytes(value), 0, { offset, align: 1 });
}

/** Writes the element of one lane. */
export function storeLane(
  dtype: LaneDType,
  address: Expr<"i32">,
  value: Vector,
  lane: number,
  offset = 0,
): Expr<"none"> {
  if (dtype !== "bool") return v128.store32Lane(address, value, lane, { offset });
  return v128.store8Lane(address, boolBytes(value), lane, { offset });
}

/** The lanes of a mask as the bytes 0 and 1, in the low four bytes. */
function boolBytes(mask: Vector): Vector {
  const words = i16x8.narrowI32x4S(mask, mask);
  return v128.and(i8x16.narrowI16x8S(words, words), i8x16.splat(i32.const(1)));
}

/** A number in every lane. */
export function splatNumber(dtype: LaneDType, value: number): Vector {
  switch (dtype) {
    case "float32":
      return f32x4.splat(f32.const(value));
    case "bool":
      return i32x4.splat(i32.const(value ? -1 : 0));
    default:
      return i32x4.splat(i32.const(value | 0));
  }
}
