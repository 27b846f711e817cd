import {
  type ArrayLike,
  abs,
  add,
  and,
  bitcastConvertType,
  convertElementType,
  type DType,
  dtypeBytes,
  eq,
  lt,
  max,
  min,
  mul,
  type Array as NDArray,
  neg,
  or,
  shiftLeft,
  shiftRightLogical,
  sub,
} from "@hyrax/core";
import { broadcastArrays } from "../broadcast.js";
import { convertTo, toArray } from "../convert.js";
import { finfo } from "../float-info.js";
import { inexact } from "../promote.js";
import { choose } from "./choose.js";
import { integersOf } from "./classification.js";

/** The unsigned integer dtype of as many bits. */
const unsignedOf = (dtype: DType) => `uint${8 * dtypeBytes(dtype)}` as DType;

/** `[mantissa, exponent]` with x = mantissa · 2^exponent, the mantissa within [1/2, 1), the exponent int32. Integers become floats. */
export function frexp(x: ArrayLike): [mantissa: NDArray, exponent: NDArray] {
  const array = inexact(x, "frexp");
  const { dtype } = array;
  const { nmant, nexp } = finfo(dtype);
  const bias = 2 ** (nexp - 1) - 1;
  // Numbers below full precision have no exponent of their own until they are scaled up.
  const small = lt(abs(array), finfo(dtype).tiny);
  const scaled = choose(small, mul(array, 2 ** (nmant + 1)), array);
  const bits = bitcastConvertType(scaled, { newDtype: unsignedOf(dtype) });
  const field = and(shiftRightLogical(bits, nmant), 2 ** nexp - 1);
  const special = or(eq(array, 0), eq(field, 2 ** nexp - 1));
  const exponent = sub(convertTo(field, "int32"), bias - 1);
  const power = choose(special, 0, choose(small, sub(exponent, nmant + 1), exponent));
  // Scaling by a power of two is exact, and has a derivative.
  return [choose(special, array, ldexp(array, neg(power))), power];
}

/** x · 2^y for integers y; exact wherever the result has full precision. */
export function ldexp(x: ArrayLike, y: ArrayLike): NDArray {
  const array = inexact(x, "ldexp");
  const exponent = convertTo(toArray(y, "ldexp"), "int32");
  const [a, n] = broadcastArrays("ldexp", array, exponent) as [NDArray, NDArray];
  const { maxexp } = finfo(array.dtype);
  // Three factors reach from the least to the greatest float without overflow on the way.
  const limit = maxexp - 2;
  const first = bounded(n, limit);
  const second = bounded(sub(n, first), limit);
  const third = bounded(sub(sub(n, first), second), limit);
  return [first, second, third].reduce((product, part) => mul(product, powerOfTwo(part, array.dtype)), a);
}

function bounded(n: NDArray, limit: number): NDArray {
  return max(min(n, limit), -limit);
}

/** 2 to the power n, made of its bits, for exponents of full precision. */
function powerOfTwo(n: NDArray, dtype: DType): NDArray {
  const { nmant, maxexp } = finfo(dtype);
  const field = convertElementType(add(n, maxexp - 1), { newDtype: integersOf(dtype), weakType: false });
  return bitcastConvertType(shiftLeft(field, nmant), { newDtype: dtype });
}
