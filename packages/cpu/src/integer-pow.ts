import { type IntegerPowParams, isInteger, type ShapedArray } from "@hyrax/core";
import { isWide } from "./doubles.js";
import { doubles1, each1, type UnaryKernel, wide } from "./loops.js";

/** Repeated squaring, each product rounded or wrapped as the dtype has it, as XLA expands it. */
export function integerPow(
  [x]: readonly [ShapedArray],
  { y }: IntegerPowParams,
  outs: readonly ShapedArray[],
): UnaryKernel {
  const [out] = outs as [ShapedArray];
  if (isWide(x.dtype)) {
    return wide(
      (base) =>
        BigInt.asUintN(
          64,
          power(base!, y, 1n, (a, b) => BigInt.asUintN(64, a * b)),
        ),
      [x],
      out,
    );
  }
  const multiply = isInteger(x.dtype)
    ? Math.imul
    : x.dtype === "float64"
      ? (a: number, b: number) => a * b
      : (a: number, b: number) => Math.fround(a * b);
  const f = (base: number) => power(base, Math.abs(y), 1, multiply);
  return doubles1(each1(y < 0 ? (base) => 1 / f(base) : f), x, out);
}

function power<T>(base: T, exponent: number, one: T, multiply: (a: T, b: T) => T): T {
  let result = one;
  for (let square = base, rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square);
    if (rest > 1) square = multiply(square, square);
  }
  return result;
}
