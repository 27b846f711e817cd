import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { divide, multiply } from "../elementwise/arithmetic.js";
import { isnan } from "../elementwise/classification.js";
import { logicalAnd, logicalNot } from "../elementwise/comparison.js";
import { any } from "../reductions/logical.js";
import { where } from "../where.js";
import { matricesOf, squareMatricesOf } from "./matrices-of.js";
import { type MatrixOrder, matrixNorm } from "./norm.js";
import { inv } from "./solve.js";
import { svdvals } from "./svd.js";

/** Options of `cond`. */
export interface CondOptions {
  /** The norm that it is the condition number of, 2 by default; see `MatrixOrder`. */
  readonly p?: MatrixOrder | null;
}

/**
 * The condition numbers of matrices `[..., m, n]`: the greatest singular value over the least, or for other norms ‖A‖ ‖A⁻¹‖, of square matrices. Infinite
 * where a matrix is singular. Throws a `TypeError` for matrices that are empty, or not square for other norms.
 */
export function cond(x: ArrayLike, options: CondOptions = {}): NDArray {
  requireOptions("cond", options, ["p"]);
  const { p } = options;
  const array = matricesOf("cond", x);
  if (array.shape.slice(-2).includes(0)) {
    throw new TypeError(`cond: an empty matrix has no condition number, found the shape [${array.shape.join(", ")}]`);
  }
  if (p === undefined || p === null || p === 2) return ratio(array, 0, -1);
  const found = p === -2 ? ratio(array, -1, 0) : product(squareMatricesOf("cond", array), p);
  const spoilt = logicalAnd(isnan(found), logicalNot(any(isnan(array), { axis: [-2, -1] })));
  return where(spoilt, Number.POSITIVE_INFINITY, found);
}

/** Of two singular values, by their places. */
function ratio(x: NDArray, above: number, below: number): NDArray {
  const s = svdvals(x);
  return divide(s.get("...", above), s.get("...", below));
}

function product(x: NDArray, ord: MatrixOrder): NDArray {
  return multiply(matrixNorm(x, { ord }), matrixNorm(inv(x), { ord }));
}
