import { dtypeBytes, dtypeKind, isComplex } from "@hyrax/core";
import { type Expr, type FunctionBuilder, f32x4, f64x2, i32, i32x4, i64, i64x2, v128 } from "../assembler/index.js";
import { isHalf, roundToHalf } from "./half-precision.js";
import { type LaneDType, type LaneKind, partVectors, type Value, type Vector } from "./vector-types.js";

/** The instructions for each kind of lanes. */
export const shapes = { f32: f32x4, f64: f64x2, i32: i32x4, i64: i64x2 } as const;

export const isWide = (kind: LaneKind): boolean => kind === "f64" || kind === "i64";
export const isSigned = (dtype: LaneDType): boolean => dtypeKind(dtype) === "i";

/** An integer in every lane of 32 or of 64 bits. */
export function splatInteger(kind: LaneKind, value: number | bigint): Vector {
  return isWide(kind) ? i64x2.splat(i64.const(BigInt(value))) : i32x4.splat(i32.const(Number(value) | 0));
}

/** The integer instructions for lanes as wide as those of this kind. */
export const integerShape = (kind: LaneKind) => (isWide(kind) ? i64x2 : i32x4);

export function shiftLeft(kind: LaneKind, x: Vector, count: number): Vector {
  return integerShape(kind).shl(x, i32.const(count));
}

export function shiftRight(kind: LaneKind, x: Vector, count: number, signed: boolean): Vector {
  const shape = integerShape(kind);
  return signed ? shape.shrS(x, i32.const(count)) : shape.shrU(x, i32.const(count));
}

/**
 * What arithmetic left in the lanes as elements of the dtype: rounded to 16 bits, wrapped to 8 or 16 bits. Elements of
 * 32 and 64 bits are what they are.
 */
export function settle(f: FunctionBuilder, dtype: LaneDType, value: Value): Value {
  if (isHalf(dtype)) return value.map((vector) => f.let(roundToHalf(f, dtype, vector)));
  const bytes = dtypeBytes(dtype);
  return bytes < 4 && dtype !== "bool" ? value.map((vector) => wrap(vector, 8 * bytes, isSigned(dtype))) : value;
}

/** The low bits of each lane of 32 bits, extended by zeros or by their sign. */
export function wrap(x: Vector, bits: number, signed: boolean): Vector {
  if (bits === 32) return x;
  if (!signed) return v128.and(x, splatInteger("i32", 2 ** bits - 1));
  return i32x4.shrS(i32x4.shl(x, i32.const(32 - bits)), i32.const(32 - bits));
}

/** Masks of the lanes of a value's vectors as one mask, a bool. */
export function packMask(f: FunctionBuilder, masks: Value): Vector {
  if (masks.length === 1) return masks[0]!;
  const [low, high] = masks.map((mask) => f.let(mask)) as [Vector, Vector]; // Two vectors of wide lanes.
  return i32x4.shuffle(low, high, [0, 2, 4, 6]);
}

/** A bool as masks for the vectors of a dtype. */
export function spreadMask(f: FunctionBuilder, dtype: LaneDType, bool: Vector): Value {
  const mask = f.let(bool);
  const wide = () => [f.let(i32x4.shuffle(mask, mask, [0, 0, 1, 1])), f.let(i32x4.shuffle(mask, mask, [2, 2, 3, 3]))];
  const masks = partVectors(dtype) === 1 ? [mask] : wide();
  return isComplex(dtype) ? [...masks, ...masks] : masks;
}

/** Each element from `x` where the bool holds, from `y` where it does not. */
export function selectValue(f: FunctionBuilder, dtype: LaneDType, bool: Vector, x: Value, y: Value): Value {
  return spreadMask(f, dtype, bool).map((mask, i) => v128.bitselect(x[i]!, y[i]!, mask));
}

/** Applies an operation of scalars to each lane of vectors of 64-bit integers, where vectors have none. */
export function eachWideLane(
  f: FunctionBuilder,
  vectors: readonly Vector[],
  operation: (...lanes: Expr<"i64">[]) => Expr<"i64">,
): Vector {
  const operands = vectors.map((vector) => f.let(vector));
  const lane = (i: number) => operation(...operands.map((operand) => f.let(i64x2.extractLane(operand, i))));
  return i64x2.replaceLane(i64x2.splat(lane(0)), 1, lane(1));
}

/** The same for lanes of 32 bits. */
export function eachLane(
  f: FunctionBuilder,
  vectors: readonly Vector[],
  operation: (...lanes: Expr<"i32">[]) => Expr<"i32">,
): Vector {
  const operands = vectors.map((vector) => f.let(vector));
  const lane = (i: number) => operation(...operands.map((operand) => f.let(i32x4.extractLane(operand, i))));
  return [1, 2, 3].reduce((vector, i) => i32x4.replaceLane(vector, i, lane(i)), i32x4.splat(lane(0)));
}
