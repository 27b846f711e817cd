import { elementwise, type Array as NDArray, type Operand } from "@hyrax/core";
import { stretched } from "./stretch.js";

/** Each bit inverted; of bool, the negation. */
export function bitwiseNot(x: Operand): NDArray {
  return elementwise.not(x);
}

/** The number of one bits. */
export function populationCount(x: Operand): NDArray {
  return elementwise.populationCount(x);
}

/** The number of leading zero bits. */
export function clz(x: Operand): NDArray {
  return elementwise.clz(x);
}

/** The bits that are one in both; integers or bools of one dtype. */
export function bitwiseAnd(x: Operand, y: Operand): NDArray {
  return elementwise.and(...stretched(x, y));
}

/** The bits that are one in either; integers or bools of one dtype. */
export function bitwiseOr(x: Operand, y: Operand): NDArray {
  return elementwise.or(...stretched(x, y));
}

/** The bits that differ; integers or bools of one dtype. */
export function bitwiseXor(x: Operand, y: Operand): NDArray {
  return elementwise.xor(...stretched(x, y));
}

/** x with its bits y places further up; 0 if y is the number of bits or more. */
export function shiftLeft(x: Operand, y: Operand): NDArray {
  return elementwise.shiftLeft(...stretched(x, y));
}

/** x with its bits y places further down, filled with the sign. */
export function shiftRightArithmetic(x: Operand, y: Operand): NDArray {
  return elementwise.shiftRightArithmetic(...stretched(x, y));
}

/** x with its bits y places further down, filled with zeros. */
export function shiftRightLogical(x: Operand, y: Operand): NDArray {
  return elementwise.shiftRightLogical(...stretched(x, y));
}
