import { type IntegerPowParams, isComplex, isFloating, type ShapedArray } from "@hyrax/core";
import { integerPower as complexPower } from "./complex/arithmetic.js";
import { complex1, each1 } from "./complex/loops.js";
import { isWide } from "./doubles.js";
import { doubles1, type Loop1, type UnaryKernel, wide } from "./loops.js";
import { floatPower, integerPower, integerPower64, type NarrowInteger } from "./math/index.js";
import { narrowInteger } from "./number-type.js";

/** `integerPow`, by repeated squaring. */
export function integerPow(
  [x]: readonly [ShapedArray],
  { y }: IntegerPowParams,
  [out]: readonly ShapedArray[],
): UnaryKernel {
  const { dtype } = x;
  if (isComplex(dtype)) return complex1(each1(complexPower(y)), out!);
  if (isWide(dtype)) return wide((base) => integerPower64(base!, y, dtype === "int64"), [x], out!);
  return doubles1(isFloating(dtype) ? floatPowers(y) : integerPowers(y, narrowInteger(dtype)), x, out!);
}

function floatPowers(y: number): Loop1 {
  return (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = floatPower(x[i]!, y);
  };
}

function integerPowers(y: number, type: NarrowInteger): Loop1 {
  return (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = integerPower(x[i]!, y, type);
  };
}
