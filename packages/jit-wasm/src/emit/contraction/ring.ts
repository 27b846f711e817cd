import type { DType } from "@hyrax/core";
import { detectFeatures, type Expr, f32x4, f64x2, i32x4, i64x2, v128 } from "../../assembler/index.js";

type Vector = Expr<"v128">;

/** What products are added up in: vectors of sums, and how a product is added to one. */
export interface Ring {
  /** As sums are stored between blocks of the depth; bool as masks of 32 bits. */
  readonly dtype: "float32" | "float64" | "int32" | "int64" | "bool";
  readonly bytes: 4 | 8;
  /** Sums to a vector. */
  readonly lanes: 4 | 2;
  /** Whether a product is added to a sum by one instruction. */
  readonly fused: boolean;
  /** What a sum starts from, by its sign. */
  readonly zero: Vector;
  readonly sign: 1 | -1;
  readonly multiplyAdd: (x: Vector, y: Vector, sum: Vector) => Vector;
  readonly add: (x: Vector, y: Vector) => Vector;
}

/**
 * The ring for results of this dtype: narrow integers and floats are added up in 32 bits. Where a sum has a single term it
 * starts from -0, since 0 would take the sign from a product of -0.
 */
export function ringOf(dtype: DType, singleTerm = false): Ring {
  const { relaxedSimd } = detectFeatures();
  const sign = singleTerm ? -1 : 1;
  const zero = i64x2.const(0n, 0n);
  switch (dtype) {
    case "float64":
    case "complex128":
      return {
        dtype: "float64",
        bytes: 8,
        lanes: 2,
        sign,
        zero: f64x2.const(sign * 0, sign * 0),
        fused: relaxedSimd,
        multiplyAdd: relaxedSimd ? f64x2.relaxedMadd : (x, y, sum) => f64x2.add(f64x2.mul(x, y), sum),
        add: f64x2.add,
      };
    case "int64":
    case "uint64":
      return {
        dtype: "int64",
        bytes: 8,
        lanes: 2,
        sign,
        zero,
        fused: false,
        multiplyAdd: (x, y, sum) => i64x2.add(i64x2.mul(x, y), sum),
        add: i64x2.add,
      };
    case "bool":
      return {
        dtype,
        bytes: 4,
        lanes: 4,
        sign,
        zero,
        fused: false,
        multiplyAdd: (x, y, sum) => v128.or(sum, v128.and(x, y)),
        add: v128.or,
      };
    case "int8":
    case "int16":
    case "int32":
    case "uint8":
    case "uint16":
    case "uint32":
      return {
        dtype: "int32",
        bytes: 4,
        lanes: 4,
        sign,
        zero,
        fused: false,
        multiplyAdd: (x, y, sum) => i32x4.add(i32x4.mul(x, y), sum),
        add: i32x4.add,
      };
    default:
      return {
        dtype: "float32",
        bytes: 4,
        lanes: 4,
        sign,
        zero: f32x4.const(sign * 0, sign * 0, sign * 0, sign * 0),
        fused: relaxedSimd,
        multiplyAdd: relaxedSimd ? f32x4.relaxedMadd : (x, y, sum) => f32x4.add(f32x4.mul(x, y), sum),
        add: f32x4.add,
      };
  }
}
