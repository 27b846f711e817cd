import { type ArrayLike, Complex, complexDtype, type Array as NDArray, requireOptions, sort } from "@hyrax/core";
import { toArray } from "../convert.js";
import { array, ones, zeros } from "../creation.js";
import { divide, negative } from "../elementwise/arithmetic.js";
import { equal, less } from "../elementwise/comparison.js";
import { roll } from "../flipping.js";
import { trimZeros } from "../indexing/trim-zeros.js";
import { eigvals } from "../linalg/eig.js";
import { diag } from "../matrices.js";
import { inexact } from "../promote.js";
import { arange } from "../ranges.js";
import { argmin } from "../reductions/arg-extremes.js";
import { all } from "../reductions/logical.js";
import { atleast1d } from "../shape.js";
import { where } from "../where.js";

/** Options of `roots`. */
export interface RootsOptions {
  /** Drop leading coefficients that are zero, which needs their values (the default); else roots that are missing are NaN. */
  readonly stripZeros?: boolean;
}

/**
 * The zeros of a polynomial, complex and in no order, from its coefficients `[n + 1]`, the highest power first: the eigenvalues
 * of the companion matrix. Throws a `TypeError` for coefficients of several axes, and a `ConcretizationTypeError` for traced
 * ones unless `stripZeros` is false.
 *
 * @example np.roots([1, -3, 2]) // 2 and 1
 */
export function roots(p: ArrayLike, options: RootsOptions = {}): NDArray {
  requireOptions("roots", options, ["stripZeros"]);
  const coefficients = inexact(atleast1d(toArray(p, "roots")) as NDArray, "roots");
  if (coefficients.ndim !== 1) {
    throw new TypeError(`roots: coefficients are one axis, found the shape [${coefficients.shape.join(", ")}]`);
  }
  if (options.stripZeros ?? true) return rootsOf(trimZeros(coefficients, { trim: "f" }));
  const n = coefficients.size;
  if (n < 2) return rootsOf(coefficients);
  const isZero = equal(coefficients, 0);
  const leading = where(all(isZero), n, argmin(isZero));
  // Zeros in front go to the end, where they are roots at zero; these are sorted there, and are none of the polynomial's.
  const found = rootsOf(roll(where(all(isZero), 1, coefficients), negative(leading)));
  const sorted = sort([equal(found, 0), found], { dimension: 0, isStable: true, numKeys: 1 })[1] as NDArray;
  return where(less(arange(n - 1), negative(leading).add(n - 1)), sorted, new Complex(Number.NaN, Number.NaN));
}

/** The roots of a polynomial whose first coefficient is not zero. */
function rootsOf(p: NDArray): NDArray {
  const n = p.size - 1;
  if (n < 1) return zeros([0], { dtype: complexDtype(p.dtype) });
  const below = n > 1 ? diag(ones([n - 1], { dtype: p.dtype }), { k: -1 }) : array([[0]], { dtype: p.dtype });
  return eigvals(below.at(0).set(divide(negative(p.get("1:")), p.get(0))));
}
