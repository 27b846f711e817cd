import { type IntegerPowParams, isFloating, type ShapedArray } from "@hyrax/core";
import { isWide } from "./doubles.js";
import { doubles1, each1, type UnaryKernel, wide } from "./loops.js";
import { floatPower, integerPower, integerPower64 } from "./math/index.js";
import { narrowInteger } from "./number-type.js";

/** `integerPow`, by repeated squaring. */
export function integerPow(
  [x]: readonly [ShapedArray],
  { y }: IntegerPowParams,
  [out]: readonly ShapedArray[],
): UnaryKernel {
  const { dtype } = x;
  if (isWide(dtype)) return wide((base) => integerPower64(base!, y, dtype === "int64"), [x], out!);
  if (isFloating(dtype))
    return doubles1(
      each1((base) => floatPower(base, y)),
      x,
      out!,
    );
  const type = narrowInteger(dtype);
  return doubles1(
    each1((base) => integerPower(base, y, type)),
    x,
    out!,
  );
}
