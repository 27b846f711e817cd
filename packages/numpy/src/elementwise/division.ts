import {
  type ArrayLike,
  add,
  and,
  div,
  dtypeKind,
  eq,
  isFloating,
  lt,
  type Array as NDArray,
  ne,
  rem,
  round,
  sign,
  sub,
} from "@hyrax/core";
import { promoteNumeric } from "../promote.js";
import { choose } from "./choose.js";

/** ⌊x / y⌋ in the dtype of the operands; an integer divided by zero gives −1. */
export function floorDivide(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteNumeric("floorDivide", x, y);
  return floorQuotient(a, b);
}

function floorQuotient(x: NDArray, y: NDArray): NDArray {
  if (dtypeKind(x.dtype) === "u") return div(x, y);
  if (isFloating(x.dtype)) return floatDivmod(x, y)[0];
  const quotient = div(x, y);
  const roundsUp = and(ne(sign(x), sign(y)), ne(rem(x, y), 0));
  return choose(roundsUp, sub(quotient, 1), quotient);
}

/** The remainder of ⌊x / y⌋, with the sign of y; 0 for an integer divided by zero. */
export function mod(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteNumeric("mod", x, y);
  return floorRemainder(a, b);
}

/** As `mod`. */
export function remainder(x: ArrayLike, y: ArrayLike): NDArray {
  return mod(x, y);
}

function floorRemainder(x: NDArray, y: NDArray): NDArray {
  const divisor = nonzero(y);
  const truncated = rem(x, divisor);
  const otherSign = and(ne(lt(truncated, 0), lt(divisor, 0)), ne(truncated, 0));
  return choose(otherSign, add(truncated, divisor), truncated);
}

/** The remainder of x / y truncated towards zero, with the sign of x; 0 for an integer divided by zero. */
export function fmod(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteNumeric("fmod", x, y);
  return rem(a, nonzero(b));
}

/** `[⌊x / y⌋, x mod y]`. */
export function divmod(x: ArrayLike, y: ArrayLike): [quotient: NDArray, remainder: NDArray] {
  const [a, b] = promoteNumeric("divmod", x, y);
  return isFloating(a.dtype) ? floatDivmod(a, b) : [floorQuotient(a, b), floorRemainder(a, b)];
}

/** Integers have no value for a division by zero; dividing by 1 instead leaves no remainder. */
function nonzero(y: NDArray): NDArray {
  return isFloating(y.dtype) ? y : choose(eq(y, 0), 1, y);
}

/** As CPython computes it (`float_divmod` in Objects/floatobject.c): the quotient follows from the exact remainder. */
function floatDivmod(x: NDArray, y: NDArray): [quotient: NDArray, remainder: NDArray] {
  const truncated = rem(x, y);
  // The remainder by zero is NaN, the quotient an infinity.
  const quotient = div(choose(eq(y, 0), x, sub(x, truncated)), y);
  const otherSign = and(ne(truncated, 0), ne(sign(y), sign(truncated)));
  const floored = choose(otherSign, sub(quotient, 1), quotient);
  return [round(floored, { roundingMethod: 0 }), choose(otherSign, add(truncated, y), truncated)];
}
