import { dtypeBytes } from "@hyrax/core";
import { v128 } from "../assembler/index.js";
import { convertValue } from "../emit/convert.js";
import { isHalf } from "../emit/half-precision.js";
import { divide, remainder, type Shift, shift, wideIntegers } from "../emit/integer-lanes.js";
import {
  eachLane,
  eachWideLane,
  integerShape,
  isSigned,
  isWide,
  packMask,
  settle,
  shapes,
  shiftLeft,
  shiftRight,
  splatInteger,
  wrap,
} from "../emit/lanes.js";
import type { VectorContext } from "../emit/vector-context.js";
import { type LaneDType, laneKind, type Value, type Vector } from "../emit/vector-types.js";
import type { F32Function } from "../math/index.js";
import type { ElementCode } from "./element-rule.js";

/** Writes an operation on one vector of each operand. */
export type VectorCode = (context: VectorContext, ...vectors: Vector[]) => Vector;

/** The same for each vector of the operands. */
export function each(emit: VectorCode): ElementCode {
  return (context, operands) =>
    operands[0]!.map((_, i) => context.f.let(emit(context, ...operands.map((operand) => operand[i]!))));
}

/** The same, and what it leaves in the lanes rounded or wrapped to the dtype. */
export function settled(dtype: LaneDType, code: ElementCode): ElementCode {
  return (context, operands, literals) => settle(context.f, dtype, code(context, operands, literals));
}

/** Arithmetic whose instructions have one name for all lanes. */
export function arithmetic(dtype: LaneDType, name: "add" | "sub" | "mul" | "neg"): ElementCode {
  const instruction: (...x: [Vector, Vector]) => Vector = shapes[laneKind(dtype)][name];
  return settled(
    dtype,
    each((_, ...vectors) => instruction(...(vectors as [Vector, Vector]))), // As many as the instruction takes.
  );
}

export function isFloat(dtype: LaneDType): boolean {
  return laneKind(dtype) === "f32" || laneKind(dtype) === "f64";
}

/** An elementary function by its name in the library. */
export function elementary(name: F32Function, dtype: LaneDType): ElementCode {
  const code = each(({ f, math }, ...vectors) => {
    if (laneKind(dtype) === "f64") return math.callF64(name, ...vectors);
    return SHORT.has(name) ? math.inlineF32(f, name, ...vectors) : math.callF32(name, ...vectors);
  });
  return settled(dtype, code);
}

/** Functions of fewer instructions than a call. */
const SHORT: ReadonlySet<string> = new Set(["rsqrt", "sign", "roundAway"]);

type Order = "lt" | "le" | "gt" | "ge";

/** Compares lanes in the order of a real dtype: lanes of ones and zeros. Of bools, true is the greater. */
export function ordered(dtype: LaneDType, name: Order): (x: Vector, y: Vector) => Vector {
  const kind = laneKind(dtype);
  if (kind === "f32" || kind === "f64") return shapes[kind][name];
  if (kind === "i32") return shapes.i32[`${name}${isSigned(dtype) ? "S" : "U"}`];
  const compare = shapes.i64[`${name}S`];
  if (isSigned(dtype)) return compare;
  // There is no comparison of unsigned numbers of 64 bits: with the sign bits turned they are in the order of signed ones.
  const turned = (x: Vector) => v128.xor(x, splatInteger("i64", -(2n ** 63n)));
  return (x, y) => compare(turned(x), turned(y));
}

/** A comparison of real elements. */
export function comparison(dtype: LaneDType, name: Order): ElementCode {
  const compare = ordered(dtype, name);
  return ({ f }, [x, y]) => [
    packMask(
      f,
      x!.map((vector, i) => compare(vector, y![i]!)),
    ),
  ];
}

/** The greater or the lesser element; NaN wins, and 0 is greater than −0. */
export function extremum(dtype: LaneDType, name: "max" | "min"): (x: Vector, y: Vector) => Vector {
  const kind = laneKind(dtype);
  if (kind === "f32" || kind === "f64") return shapes[kind][name];
  if (kind === "i32") return shapes.i32[`${name}${isSigned(dtype) ? "S" : "U"}`];
  const first = ordered(dtype, name === "max" ? "gt" : "lt");
  return (x, y) => v128.bitselect(x, y, first(x, y));
}

/** −1, 0 or 1 as the sign of an integer. */
export function integerSign(dtype: LaneDType): ElementCode {
  const kind = laneKind(dtype);
  const shape = integerShape(kind);
  const bits = isWide(kind) ? 63 : 31;
  if (isSigned(dtype)) {
    return each((_, x) => v128.or(shiftRight(kind, x, bits, true), shiftRight(kind, shape.neg(x), bits, false)));
  }
  return each((_, x) => v128.and(shape.ne(x, splatInteger(kind, 0)), splatInteger(kind, 1)));
}

/** Division and remainder as XLA defines them: nothing traps. */
export function division(dtype: LaneDType, name: "divide" | "remainder"): ElementCode {
  const signed = isSigned(dtype);
  if (laneKind(dtype) === "i64") {
    const wide = wideIntegers[name](signed);
    return each(({ f }, x, y) => eachWideLane(f, [x, y], (a, b) => wide(a!, b!)));
  }
  const narrow = { divide, remainder }[name](signed);
  return settled(
    dtype,
    each(({ f }, x, y) => eachLane(f, [x, y], (a, b) => narrow(a!, b!))),
  );
}

/** Shifts as XLA defines them: by the width or more, nothing is left but the sign of an arithmetic shift. */
export function shiftBy(dtype: LaneDType, which: Shift): ElementCode {
  const kind = laneKind(dtype);
  const width = 8 * dtypeBytes(dtype);
  // What moves to the right comes from the element's own bits, not from those that fill the lane.
  const source = (x: Vector) => (which === "left" || width >= 32 ? x : wrap(x, width, which === "arithmetic"));
  const code: ElementCode = ({ f }, [x, y], [, literal]) => {
    if (literal !== undefined) return x!.map((vector) => shiftByNumber(source(vector), Number(literal)));
    return x!.map((vector, i) =>
      kind === "i64"
        ? eachWideLane(f, [vector, y![i]!], (a, b) => wideIntegers.shift(which, width)(a!, b!))
        : eachLane(f, [source(vector), y![i]!], (a, b) => shift(which, width)(a!, b!)),
    );
  };
  return settled(dtype, code);

  function shiftByNumber(x: Vector, count: number): Vector {
    const within = count >= 0 && count < width;
    if (which === "arithmetic") return shiftRight(kind, x, within ? count : width - 1, true);
    if (!within) return splatInteger(kind, 0);
    return which === "left" ? shiftLeft(kind, x, count) : shiftRight(kind, x, count, false);
  }
}

/** x to an integer power n ≥ 0 by repeated squaring; undefined for n = 0. */
export function repeatedSquares(x: Value, n: number, multiply: (x: Value, y: Value) => Value): Value | undefined {
  let result: Value | undefined;
  let base = x;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result === undefined ? base : multiply(result, base);
    if (rest > 1) base = multiply(base, base);
  }
  return result;
}

/** Code that computes in a wider dtype, between conversions. */
export function through(
  wider: LaneDType,
  inputs: readonly LaneDType[],
  out: LaneDType,
  code: ElementCode,
): ElementCode {
  return (context, operands, literals) => {
    const { f } = context;
    const widened = operands.map((operand, i) =>
      convertValue(f, operand, inputs[i]!, wider).map((vector) => f.let(vector)),
    );
    return convertValue(
      f,
      code(context, widened, literals).map((vector) => f.let(vector)),
      wider,
      out,
    );
  };
}

/** Floats of 16 bits by way of float64 where float32 would round before the result is rounded. */
export function exactInHalf(dtype: LaneDType, code: (dtype: LaneDType) => ElementCode): ElementCode {
  return isHalf(dtype) ? through("float64", [dtype, dtype], dtype, code("float64")) : code(dtype);
}
