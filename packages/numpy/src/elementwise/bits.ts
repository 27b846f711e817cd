import {
  type ArrayLike,
  abs,
  and,
  dtypeKind,
  type Array as NDArray,
  not,
  or,
  populationCount,
  scalarArray,
  shiftLeft,
  shiftRightArithmetic,
  shiftRightLogical,
  xor,
} from "@hyrax/core";
import { convertTo, toArray } from "../convert.js";
import { promoteArgs, promoteNumeric } from "../promote.js";
import { scalarType } from "../scalar-type.js";

/** The bits that are one in both; of bools, the conjunction. Takes integers and bools. */
export function bitwiseAnd(x: ArrayLike, y: ArrayLike): NDArray {
  return and(...integers("bitwiseAnd", x, y));
}

/** The bits that are one in either; of bools, the disjunction. Takes integers and bools. */
export function bitwiseOr(x: ArrayLike, y: ArrayLike): NDArray {
  return or(...integers("bitwiseOr", x, y));
}

/** The bits that differ. Takes integers and bools. */
export function bitwiseXor(x: ArrayLike, y: ArrayLike): NDArray {
  return xor(...integers("bitwiseXor", x, y));
}

/** Bare whole numbers alone are integers here: bits of floats have no meaning. */
function integers(name: string, x: ArrayLike, y: ArrayLike): [NDArray, NDArray] {
  return promoteArgs(name, integer(x), integer(y));
}

function integer(x: ArrayLike): ArrayLike {
  return typeof x === "number" && Number.isInteger(x) ? scalarArray(x, scalarType(x, true).dtype, true) : x;
}

/** Each bit inverted; of bools, the negation. */
export function bitwiseNot(x: ArrayLike): NDArray {
  return not(toArray(integer(x), "bitwiseNot"));
}

/** As `bitwiseNot`. */
export function bitwiseInvert(x: ArrayLike): NDArray {
  return bitwiseNot(x);
}

/** As `bitwiseNot`. */
export function invert(x: ArrayLike): NDArray {
  return bitwiseNot(x);
}

/** x with its bits y places further up; 0 if y is the number of bits or more. */
export function leftShift(x: ArrayLike, y: ArrayLike): NDArray {
  return shiftLeft(...promoteNumeric("leftShift", integer(x), integer(y)));
}

/** x with its bits y places further down, filled with its sign. */
export function rightShift(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = promoteNumeric("rightShift", integer(x), integer(y));
  return dtypeKind(a.dtype) === "u" ? shiftRightLogical(a, b) : shiftRightArithmetic(a, b);
}

/** As `leftShift`. */
export function bitwiseLeftShift(x: ArrayLike, y: ArrayLike): NDArray {
  return leftShift(x, y);
}

/** As `rightShift`. */
export function bitwiseRightShift(x: ArrayLike, y: ArrayLike): NDArray {
  return rightShift(x, y);
}

/** The number of one bits of |x|; uint8. */
export function bitwiseCount(x: ArrayLike): NDArray {
  const [array] = promoteNumeric("bitwiseCount", integer(x));
  return convertTo(populationCount(dtypeKind(array.dtype) === "u" ? array : abs(array)), "uint8");
}
