import { allocate, type DType, dtypeBytes, dtypeKind, encodeScalar } from "@hyrax/core";
import {
  type Expr,
  type FunctionBuilder,
  f32x4,
  f64x2,
  i8x16,
  i16x8,
  i32x4,
  i64x2,
  type Local,
  v128,
} from "../assembler/index.js";

type Vector = Expr<"v128">;
type Variable = Local<"v128">;

/** How `scatterAdd` and its like and reductions over windows combine two elements. */
export type Combination = "add" | "mul" | "min" | "max";

/**
 * Combines the elements of two vectors of 16 bytes as storage has them: lanes have their own width, complex elements are
 * pairs. A NaN wins over numbers, and of two complex numbers the second unless the first is greater (less), as in XLA.
 */
export function combineLanes(f: FunctionBuilder, dtype: DType, how: Combination, x: Variable, y: Variable): Vector {
  switch (dtype) {
    case "bool":
      return how === "add" || how === "max" ? v128.or(x, y) : v128.and(x, y);
    case "float32":
      return f32x4[how](x, y);
    case "float64":
      return f64x2[how](x, y);
    case "complex64":
    case "complex128":
      return combineComplex(f, dtype === "complex64", how, x, y);
    default:
      return combineIntegers(dtype, how, x, y);
  }
}

function combineIntegers(dtype: DType, how: Combination, x: Variable, y: Variable): Vector {
  const isSigned = dtypeKind(dtype) === "i";
  switch (dtypeBytes(dtype)) {
    case 1:
      if (how === "add") return i8x16.add(x, y);
      if (how === "mul") return multiplyBytes(x, y);
      return i8x16[extremum(how, isSigned)](x, y);
    case 2:
      if (how === "add" || how === "mul") return i16x8[how](x, y);
      return i16x8[extremum(how, isSigned)](x, y);
    case 4:
      if (how === "add" || how === "mul") return i32x4[how](x, y);
      return i32x4[extremum(how, isSigned)](x, y);
    default: {
      if (how === "add" || how === "mul") return i64x2[how](x, y);
      const [a, b] = comparable(dtype, x, y);
      return v128.bitselect(x, y, how === "max" ? i64x2.gtS(a, b) : i64x2.ltS(a, b));
    }
  }
}

function extremum(how: "min" | "max", isSigned: boolean): "minS" | "minU" | "maxS" | "maxU" {
  if (how === "min") return isSigned ? "minS" : "minU";
  return isSigned ? "maxS" : "maxU";
}

/** The low bytes of products of bytes. */
function multiplyBytes(x: Variable, y: Variable): Vector {
  const products = [i16x8.extmulLowI8x16S(x, y), i16x8.extmulHighI8x16S(x, y)] as const;
  return i8x16.shuffle(
    ...products,
    Array.from({ length: 16 }, (_, i) => 2 * i),
  );
}

function combineComplex(f: FunctionBuilder, isSingle: boolean, how: Combination, x: Variable, y: Variable): Vector {
  const lanes = isSingle ? f32x4 : f64x2;
  const pairs = isSingle ? [0, 2] : [0];
  const shuffle = isSingle ? i32x4.shuffle : i64x2.shuffle;
  const [firsts, seconds, swapped] = [
    [0, 0],
    [1, 1],
    [1, 0],
  ].map((pair) => {
    const order = pairs.flatMap((at) => pair.map((lane) => at + lane));
    return (z: Variable) => shuffle(z, z, order);
  }) as [(z: Variable) => Vector, (z: Variable) => Vector, (z: Variable) => Vector];
  if (how === "add") return lanes.add(x, y);
  if (how === "mul") {
    // (a + ib)(c + id) = (ac − bd) + i(ad + bc)
    const signs = isSingle ? f32x4.const(-1, 1, -1, 1) : f64x2.const(-1, 1);
    return lanes.add(lanes.mul(firsts(x), y), lanes.mul(signs, lanes.mul(seconds(x), swapped(y))));
  }
  // By the real parts, and where they are equal by the imaginary ones.
  const beyond = f.let(how === "max" ? lanes.gt(x, y) : lanes.lt(x, y));
  const same = f.let(lanes.eq(x, y));
  return v128.bitselect(x, y, v128.or(firsts(beyond), v128.and(firsts(same), seconds(beyond))));
}

/** Lanes of all ones where the first element is greater than the second or equal ("ge"), or less or equal ("le"). */
export function keepsLanes(dtype: DType, how: "ge" | "le", x: Variable, y: Variable): Vector {
  if (dtype === "float32") return f32x4[how](x, y);
  if (dtype === "float64") return f64x2[how](x, y);
  const signed = `${how}S` as const;
  const name = dtypeKind(dtype) === "i" ? signed : (`${how}U` as const);
  switch (dtypeBytes(dtype)) {
    case 1:
      return i8x16[name](x, y);
    case 2:
      return i16x8[name](x, y);
    case 4:
      return i32x4[name](x, y);
    default:
      return i64x2[signed](...comparable(dtype, x, y));
  }
}

/** Integers of 64 bits so that they compare as signed ones: unsigned ones with the highest bit turned over. */
function comparable(dtype: DType, x: Variable, y: Variable): readonly [Vector, Vector] {
  const flip = i64x2.const(-(2n ** 63n), -(2n ** 63n));
  return dtypeKind(dtype) === "i" ? [x, y] : [v128.xor(x, flip), v128.xor(y, flip)];
}

/** What combines with every element to that element, over and over in 16 bytes. */
export function identityBytes(dtype: DType, how: Combination): Uint8Array {
  if (how === "add" || how === "mul") return elementBytes(dtype, how === "add" ? 0 : 1);
  return extremeBytes(dtype, how === "max" ? "least" : "greatest");
}

/** The least or greatest element of a dtype, infinite where it has infinities, over and over in 16 bytes. */
export function extremeBytes(dtype: DType, which: "least" | "greatest"): Uint8Array {
  return elementBytes(dtype, extremeOf(dtype, which));
}

/** An element over and over in 16 bytes. */
export function elementBytes(dtype: DType, value: number | bigint): Uint8Array {
  const count = 16 / Math.max(1, dtypeBytes(dtype));
  const elements = allocate(dtype, count);
  for (let i = 0; i < count; i++) encodeScalar(elements, i, value, dtype);
  return new Uint8Array(elements.buffer, elements.byteOffset, 16);
}

/** The least or greatest element of a dtype, infinite where it has infinities. */
function extremeOf(dtype: DType, which: "least" | "greatest"): number | bigint {
  const bits = BigInt(8 * dtypeBytes(dtype));
  switch (dtypeKind(dtype)) {
    case "b":
      return which === "least" ? 0 : 1;
    case "i":
      return which === "least" ? -(2n ** (bits - 1n)) : 2n ** (bits - 1n) - 1n;
    case "u":
      return which === "least" ? 0n : 2n ** bits - 1n;
    default:
      return which === "least" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
}

/** The low bytes of a vector from memory: whole elements, 16 bytes at most. */
export function loadBytes(address: Expr<"i32">, width: number, offset = 0): Vector {
  const at = { offset, align: 1 };
  const zero = i32x4.const(0, 0, 0, 0);
  switch (width) {
    case 1:
      return v128.load8Lane(address, zero, 0, at);
    case 2:
      return v128.load16Lane(address, zero, 0, at);
    case 4:
      return v128.load32Zero(address, at);
    case 8:
      return v128.load64Zero(address, at);
    default:
      return v128.load(address, at);
  }
}
