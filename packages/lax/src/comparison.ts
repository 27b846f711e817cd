import { elementwise, type Array as NDArray, type Operand, scalarArray } from "@hyrax/core";
import { require } from "./require.js";
import { stretched } from "./stretch.js";

/** Whether x = y; bool. NaN equals nothing. */
export function eq(x: Operand, y: Operand): NDArray {
  return elementwise.eq(...stretched(x, y));
}

/** Whether x ≠ y; bool. */
export function ne(x: Operand, y: Operand): NDArray {
  return elementwise.ne(...stretched(x, y));
}

/** Whether x < y; bool. */
export function lt(x: Operand, y: Operand): NDArray {
  return elementwise.lt(...stretched(x, y));
}

/** Whether x ≤ y; bool. */
export function le(x: Operand, y: Operand): NDArray {
  return elementwise.le(...stretched(x, y));
}

/** Whether x > y; bool. */
export function gt(x: Operand, y: Operand): NDArray {
  return elementwise.gt(...stretched(x, y));
}

/** Whether x ≥ y; bool. */
export function ge(x: Operand, y: Operand): NDArray {
  return elementwise.ge(...stretched(x, y));
}

/**
 * The elements of `onTrue` where `predicate` (bool, of the shape of the cases or without axes) is true, else those of `onFalse`.
 * Both are evaluated; they have one dtype and one shape.
 */
export function select(predicate: Operand, onTrue: Operand, onFalse: Operand): NDArray {
  return selectN(predicate, onFalse, onTrue);
}

/** The elements of the case that `which` numbers: bool for two cases, int32 for any number of them. */
export function selectN(which: Operand, ...cases: readonly Operand[]): NDArray {
  require(cases.length > 0, () => "selectN: needs at least one case");
  return elementwise.selectN([typeof which === "boolean" ? scalarArray(which, "bool") : which, ...cases]);
}
