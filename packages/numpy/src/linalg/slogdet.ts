import { type ArrayLike, div, isComplex, mul, type Array as NDArray, sub } from "@hyrax/core";
import { convertTo } from "../convert.js";
import { zerosLike } from "../creation.js";
import { withDerivatives } from "../custom-derivative.js";
import { abs, sign as signOf } from "../elementwise/arithmetic.js";
import { equal, less, notEqual } from "../elementwise/comparison.js";
import { real } from "../elementwise/complex.js";
import { log } from "../elementwise/exponential.js";
import { trace } from "../products/trace.js";
import { arange } from "../ranges.js";
import { any, countNonzero } from "../reductions/logical.js";
import { prod, sum } from "../reductions/sum.js";
import { where } from "../where.js";
import { diagonal } from "./diagonals.js";
import { entry } from "./entry.js";
import { luOf } from "./lu.js";
import { squareMatricesOf } from "./matrices-of.js";
import { SlogdetResult } from "./results.js";
import { solve } from "./solve.js";

type Pair = readonly [sign: NDArray, logabsdet: NDArray];
type SignAndLog = (x: NDArray) => Pair;

/**
 * The sign and the logarithm of the size of the determinants of square matrices `[..., n, n]`, which do not overflow where the
 * determinant does. Of singular ones the sign is 0 and the logarithm −∞. The derivative is `tr(A⁻¹ dA)`.
 * Throws a `TypeError` for matrices that are not square.
 *
 * @example const { sign, logabsdet } = np.linalg.slogdet(np.array([[0, 1], [1, 0]])); // −1 and 0
 */
export function slogdet(x: ArrayLike): SlogdetResult {
  const array = squareMatricesOf("slogdet", x);
  const n = array.shape.at(-1) as number;
  return new SlogdetResult(...(n === 1 || n === 2 ? ofSmall : ofLU)(array));
}

/** What remains to do with the relative change of the determinant, `tr(A⁻¹ dA)`: of complex ones the argument turns the sign. */
function tangentsOf([sign, logabsdet]: Pair, change: NDArray): readonly [results: Pair, tangents: Pair] {
  const growth = real(change);
  const turn = isComplex(change.dtype) ? mul(sub(change, convertTo(growth, change.dtype)), sign) : zerosLike(sign);
  return [
    [sign, logabsdet],
    [turn, growth],
  ];
}

/** Of sizes 1 and 2, by the determinant itself. */
const ofSmall: SignAndLog = /* @__PURE__ */ withDerivatives<[NDArray], Pair>(
  "slogdet",
  (x) => {
    const det = smallDeterminant(x);
    return [signOf(det), log(abs(det))];
  },
  ([x], [dx]) => {
    const results = ofSmall(x);
    if (x.shape.at(-1) === 1) return tangentsOf(results, div(entry(dx, 0, 0), entry(x, 0, 0)));
    const main = sub(mul(entry(dx, 0, 0), entry(x, 1, 1)), mul(entry(dx, 0, 1), entry(x, 1, 0)));
    const other = sub(mul(entry(dx, 1, 0), entry(x, 0, 1)), mul(entry(dx, 1, 1), entry(x, 0, 0)));
    return tangentsOf(results, div(sub(main, other), smallDeterminant(x)));
  },
);

/** The determinants of matrices of size 1 or 2. */
export function smallDeterminant(x: NDArray): NDArray {
  if (x.shape.at(-1) === 1) return entry(x, 0, 0);
  return sub(mul(entry(x, 0, 0), entry(x, 1, 1)), mul(entry(x, 0, 1), entry(x, 1, 0)));
}

/** The determinant is the product of the diagonal of U, negated by each exchange of rows. */
const ofLU: SignAndLog = /* @__PURE__ */ withDerivatives<[NDArray], Pair>(
  "slogdet",
  (x) => {
    const { factors, pivots } = luOf(x);
    const diagonalOfU = diagonal(factors);
    const singular = any(equal(diagonalOfU, 0), { axis: -1 });
    const exchanges = exchangesOf(pivots);
    const sign = isComplex(x.dtype)
      ? mul(prod(signOf(diagonalOfU), { axis: -1 }), parity(exchanges, x))
      : parity(exchanges.add(countNonzero(less(diagonalOfU, 0), { axis: -1 })), x);
    const logabsdet = sum(log(abs(diagonalOfU)), { axis: -1 });
    return [where(singular, zerosLike(sign), sign), where(singular, Number.NEGATIVE_INFINITY, logabsdet)];
  },
  ([x], [dx]) => tangentsOf(ofLU(x), trace(solve(x, dx), { axis1: -2, axis2: -1 })),
);

/** How many rows were exchanged with another. */
function exchangesOf(pivots: NDArray): NDArray {
  return countNonzero(notEqual(pivots, arange(pivots.shape.at(-1) as number)), { axis: -1 });
}

/** 1 of even numbers and −1 of odd ones, in the dtype of `like`. */
function parity(count: NDArray, like: NDArray): NDArray {
  return convertTo(count.mod(2).mul(-2).add(1), like.dtype);
}

/** The sign that exchanging rows gives the determinant, in the dtype of `like`. */
export function signOfPivots(pivots: NDArray, like: NDArray): NDArray {
  return parity(exchangesOf(pivots), like);
}
