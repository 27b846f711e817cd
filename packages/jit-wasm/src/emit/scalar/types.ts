import { allocate, type DType, decodeElement, encodeScalar, isComplex, type Scalar as Literal } from "@hyrax/core";
import {
  type Expr,
  type FunctionBuilder,
  f32,
  f32x4,
  f64,
  f64x2,
  i32,
  i32x4,
  i64,
  i64x2,
  type ValueType,
} from "../../assembler/index.js";
import { isHalf } from "../half-precision.js";
import { bytesOf, loadSplat, storeLane } from "../vector-memory.js";
import { isLaneDType, type LaneDType, laneKind, type Value } from "../vector-types.js";

/** One element in a variable: a float, or an integer; a bool is 0 or 1, and half precision is float32. */
export type Scalar = Expr<ValueType>;

type Address = Expr<"i32">;

/** Whether an element of this dtype is one number in one variable. */
export function isScalarDType(dtype: DType): dtype is LaneDType {
  return isLaneDType(dtype) && !isComplex(dtype) && dtype !== "key<fry>";
}

export function loadScalar(f: FunctionBuilder, dtype: LaneDType, address: Address, offset = 0): Scalar {
  const at = { offset };
  switch (dtype) {
    case "bool":
    case "uint8":
      return i32.load8U(address, at);
    case "int8":
      return i32.load8S(address, at);
    case "uint16":
      return i32.load16U(address, at);
    case "int16":
      return i32.load16S(address, at);
    case "float16":
    case "bfloat16":
      return fromLane(dtype, loadSplat(f, dtype, address, offset), 0);
    default:
      return { f32, f64, i32, i64 }[laneKind(dtype)].load(address, at);
  }
}

export function storeScalar(f: FunctionBuilder, dtype: LaneDType, address: Address, value: Scalar, offset = 0): void {
  if (isHalf(dtype)) return storeLane(f, dtype, address, toLanes(f, dtype, value), 0, offset);
  // The value is of the kind of its dtype; each instruction checks that.
  const x = value as Expr<"i32">;
  const bytes = bytesOf(dtype);
  if (bytes < 4) return f.do((bytes === 1 ? i32.store8 : i32.store16)(address, x, { offset }));
  const { store } = { f32, f64, i32, i64 }[laneKind(dtype)] as typeof i32;
  f.do(store(address, x, { offset }));
}

/** A number, rounded, truncated or wrapped to the dtype as storage has it. */
export function literalScalar(dtype: LaneDType, value: Literal): Scalar {
  const element = allocate(dtype, 1);
  encodeScalar(element, 0, value, dtype);
  const number = Number(decodeElement(element[0]!, dtype));
  switch (laneKind(dtype)) {
    case "f32":
      return f32.const(number);
    case "f64":
      return f64.const(number);
    case "i32":
      return i32.const(number);
    default:
      return i64.const(BigInt(element[0]!));
  }
}

/** An element in every place of a value. */
export function toLanes(f: FunctionBuilder, dtype: LaneDType, value: Scalar): Value {
  // The value is of the kind of its dtype; each instruction checks that.
  const x = value as Expr<never>;
  switch (laneKind(dtype)) {
    case "f32":
      return [f32x4.splat(x)];
    case "i32":
      return [i32x4.splat(dtype === "bool" ? maskOf(x) : x)];
    default: {
      const vector = f.let(laneKind(dtype) === "f64" ? f64x2.splat(x) : i64x2.splat(x));
      return [vector, vector];
    }
  }
}

/** A bool as a lane of all ones or all zeros. */
export function maskOf(bool: Expr<"i32">): Expr<"i32"> {
  return i32.sub(i32.const(0), bool);
}

/** The element of one place of a value. */
export function fromLane(dtype: LaneDType, value: Value, lane: number): Scalar {
  const lanes = 4 / value.length;
  const vector = value[Math.floor(lane / lanes)]!;
  switch (laneKind(dtype)) {
    case "f32":
      return f32x4.extractLane(vector, lane % lanes);
    case "f64":
      return f64x2.extractLane(vector, lane % lanes);
    case "i64":
      return i64x2.extractLane(vector, lane % lanes);
    default: {
      const element = i32x4.extractLane(vector, lane % lanes);
      return dtype === "bool" ? i32.and(element, i32.const(1)) : element;
    }
  }
}
