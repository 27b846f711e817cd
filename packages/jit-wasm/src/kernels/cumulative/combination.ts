import {
  abs,
  add,
  Complex,
  eq,
  exp,
  isComplex,
  log1p,
  max,
  min,
  mul,
  type Primitive,
  type Scalar,
  sub,
} from "@hyrax/core";
import { neutralElement } from "../../emit/accumulator.js";
import { emitElementwise } from "../../emit/elementwise.js";
import { isHalf } from "../../emit/half-precision.js";
import { selectValue } from "../../emit/lanes.js";
import type { VectorContext } from "../../emit/vector-context.js";
import { type LaneDType, splatNumber, type Value } from "../../emit/vector-types.js";
import { apply } from "./apply.js";
import { complexLogSum } from "./complex-log-sum.js";

/** What a running reduction combines elements by. */
export type Combination = "sum" | "prod" | "max" | "min" | "logSum";

/** The dtype in which running results are kept: single floats would lose more with every element. */
export function runningDtype(combination: Combination, dtype: LaneDType): LaneDType {
  if (isHalf(dtype)) return "float32";
  if (combination !== "sum" && combination !== "prod") return dtype;
  return dtype === "float32" ? "float64" : dtype === "complex64" ? "complex128" : dtype;
}

const primitives: Readonly<Record<Exclude<Combination, "logSum">, Primitive>> = { sum: add, prod: mul, max, min };

/** Writes the combination of two values of a running dtype. */
export function combine(context: VectorContext, combination: Combination, dtype: LaneDType, x: Value, y: Value): Value {
  const settled = (value: Value): Value => value.map((vector) => context.f.let(vector));
  if (combination !== "logSum") return settled(apply(context, primitives[combination], dtype, x, y));
  return settled(isComplex(dtype) ? complexLogSum(context, dtype, x, y) : logSum(context, dtype, x, y));
}

/** log(eˣ + eʸ), from the greater of both on. */
function logSum(context: VectorContext, dtype: LaneDType, x: Value, y: Value): Value {
  const high = apply(context, max, dtype, x, y);
  const difference = apply(context, sub, dtype, apply(context, min, dtype, x, y), high);
  const sum = apply(context, add, dtype, high, apply(context, log1p, dtype, apply(context, exp, dtype, difference)));
  // Of two equal infinities there is no difference.
  const infinity = splatNumber(dtype, Number.POSITIVE_INFINITY);
  const operands = [apply(context, abs, dtype, high), infinity];
  const [isInfinite] = emitElementwise(context, eq, {}, operands, [dtype, dtype], "bool");
  return selectValue(context.f, dtype, isInfinite!, high, sum);
}

/** What combines with every element to that element, in all places. */
export function identity(combination: Combination, dtype: LaneDType): Value {
  const spread = (x: Scalar) => {
    // Of complex numbers, the lesser of two with equal real parts is the one with the lesser imaginary part.
    return splatNumber(dtype, isComplex(dtype) ? new Complex(Number(x), Number(x)) : x);
  };
  switch (combination) {
    case "sum":
      // Not 0: a sum of −0 alone is −0.
      return spread(-0);
    case "prod":
      return splatNumber(dtype, 1);
    case "logSum":
      return splatNumber(dtype, Number.NEGATIVE_INFINITY);
    default:
      return spread(neutralElement(combination, dtype));
  }
}
