import {
  type ArrayLike,
  and,
  ConcreteArray,
  eq,
  HostStorage,
  integerPow,
  isInexact,
  isInteger,
  mul,
  type Array as NDArray,
  ne,
  pow as powOf,
  scalarArray,
  shiftRightLogical,
} from "@hyrax/core";
import { broadcastArrays } from "../broadcast.js";
import { convertTo, toArray } from "../convert.js";
import { promoteInexact, promoteNumeric } from "../promote.js";
import { promotedType } from "../scalar-type.js";
import { choose } from "./choose.js";

/**
 * x to the power y, with promotion and broadcasting. A whole bare exponent multiplies repeatedly. Integers stay integers: their
 * negative powers throw a `TypeError` where the exponent is a number, bare or in an array, that is known.
 */
export function power(x: ArrayLike, y: ArrayLike): NDArray {
  if (typeof y === "number" && Number.isInteger(y)) return integerPow(promoteNumeric("power", x)[0], { y });
  if (typeof x === "number" || typeof x === "bigint" || typeof x === "boolean") return general(x, y);
  const [base, exponent] = [toArray(x, "power"), toArray(y, "power")];
  if (isInexact(base.dtype) && isInteger(exponent.dtype)) {
    const { dtype, weakType } = promotedType([base, exponent]);
    const [a, b] = broadcastArrays("power", convertTo(base, dtype, weakType), exponent) as [NDArray, NDArray];
    return powOf(a, b);
  }
  const known = knownInteger(exponent);
  if (known !== undefined && known < 0 && isInteger(base.dtype)) return integerPow(base, { y: known });
  return general(base, typeof y === "number" ? y : exponent);
}

/** The value of an integer without axes that is known here and now. */
function knownInteger(x: NDArray): number | undefined {
  if (!(x instanceof ConcreteArray) || x.ndim > 0 || !(x.storage instanceof HostStorage) || !isInteger(x.dtype)) {
    return undefined;
  }
  return Number(x.item());
}

function general(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteNumeric("power", x, y);
  return isInteger(a.dtype) ? powerOfIntegers(a, b) : powOf(a, b);
}

/** As `power`. */
export function pow(x: ArrayLike, y: ArrayLike): NDArray {
  return power(x, y);
}

/** x to the power y as floats. */
export function floatPower(x: ArrayLike, y: ArrayLike): NDArray {
  return powOf(...promoteInexact("floatPower", x, y));
}

/** Six bits of the exponent suffice: every greater power of a base beyond ±1 overflows 64 bits. */
const bits = 6;

/** Squares the base again and again and multiplies those that a bit of the exponent stands for. */
function powerOfIntegers(x: NDArray, y: NDArray): NDArray {
  let [base, exponent] = [x, y];
  let result = choose(and(eq(x, 0), ne(y, 0)), scalarArray(0, x.dtype), scalarArray(1, x.dtype));
  for (let bit = 0; bit < bits; bit++) {
    result = choose(ne(and(exponent, 1), 0), mul(result, base), result);
    if (bit + 1 === bits) break;
    base = mul(base, base);
    exponent = shiftRightLogical(exponent, 1);
  }
  return result;
}
