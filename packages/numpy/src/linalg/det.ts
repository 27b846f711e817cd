import { type ArrayLike, add, mul, type Array as NDArray, sub } from "@hyrax/core";
import { triangularSolve } from "@hyrax/core/library";
import { convertTo } from "../convert.js";
import { ones } from "../creation.js";
import { withDerivatives } from "../custom-derivative.js";
import { divide, multiply } from "../elementwise/arithmetic.js";
import { isfinite } from "../elementwise/classification.js";
import { equal, logicalAnd, logicalNot } from "../elementwise/comparison.js";
import { exp } from "../elementwise/exponential.js";
import { trace } from "../products/trace.js";
import { arange } from "../ranges.js";
import { cumprod } from "../reductions/cumulative.js";
import { any } from "../reductions/logical.js";
import { expandDims } from "../shape.js";
import { where } from "../where.js";
import { diagonal } from "./diagonals.js";
import { entry } from "./entry.js";
import { luOf, permutedRows } from "./lu.js";
import { squareMatricesOf } from "./matrices-of.js";
import { signOfPivots, slogdet, smallDeterminant } from "./slogdet.js";

/**
 * The determinants of square matrices `[..., n, n]`: by their definition up to n = 3, else by LU. The derivative is `tr(adj(A) dA)`, which is
 * there for singular matrices too. Throws a `TypeError` for matrices that are not square.
 *
 * @example np.linalg.det(np.array([[1, 2], [3, 4]])).item() // -2
 */
export function det(x: ArrayLike): NDArray {
  const array = squareMatricesOf("det", x);
  const n = array.shape.at(-1) as number;
  if (n === 1 || n === 2) return smallDeterminant(array);
  return n === 3 ? determinantOfThree(array) : determinant(array)[0];
}

/** Sarrus's rule. */
function determinantOfThree(x: NDArray): NDArray {
  const term = (i: number, j: number, k: number) => mul(mul(entry(x, 0, i), entry(x, 1, j)), entry(x, 2, k));
  const even = add(add(term(0, 1, 2), term(1, 2, 0)), term(2, 0, 1));
  return sub(sub(sub(even, term(2, 1, 0)), term(0, 2, 1)), term(1, 0, 2));
}

const determinant = /* @__PURE__ */ withDerivatives<[NDArray], readonly [NDArray]>(
  "det",
  (x) => {
    const { sign, logabsdet } = slogdet(x);
    return [mul(sign, convertTo(exp(logabsdet), sign.dtype))];
  },
  ([x], [dx]) => {
    const [value, change] = adjugateTimes(x, dx);
    return [[value], [trace(change, { axis1: -2, axis2: -1 })]];
  },
);

/**
 * `det(A)` and `adj(A) B`, which is `det(A) A⁻¹ B` of regular matrices. With `A = P L U`, everything but the last row of U is
 * regular where the rank is n − 1; there `adj(A) B` follows from solving with `1 / u` for the last element of U, where u is the determinant
 * without that element, and the other rows of the right-hand side multiplied by the determinant. Where the rank is less, the adjugate
 * is zero.
 */
function adjugateTimes(a: NDArray, b: NDArray): readonly [determinant: NDArray, product: NDArray] {
  const { factors, pivots, permutation } = luOf(a);
  const n = a.shape.at(-1) as number;
  const places = arange(n);
  const isLast = equal(places, n - 1);
  const isLastRow = expandDims(isLast, -1);
  const asMatrix = (scalars: NDArray) => expandDims(scalars, [-1, -2]);

  // The determinants of the leading parts of U, with the sign of the whole.
  const partial = multiply(cumprod(diagonal(factors), { axis: -1 }), expandDims(signOfPivots(pivots, a), -1));
  const [beforeLast, determinant] = [partial.get("...", n - 2), partial.get("...", n - 1)];
  const regular = where(logicalAnd(isLast, isLastRow), asMatrix(divide(1, beforeLast)), factors);

  const params = { leftSide: true, transposeA: false, conjugateA: false };
  const inL = { ...params, lower: true, unitDiagonal: true };
  const inU = { ...params, lower: false, unitDiagonal: false };
  const probe = triangularSolve(regular, ones([...a.shape.slice(0, -1), 1], { dtype: a.dtype }), inU);
  const deficient = any(logicalNot(isfinite(probe)), { axis: [-1, -2], keepdims: true });

  const y = triangularSolve(factors, permutedRows(where(deficient, 0, b), permutation), inL);
  const scaled = multiply(y, where(isLastRow, 1, asMatrix(determinant)));
  return [determinant, where(deficient, 0, triangularSolve(regular, scaled, inU))];
}
