import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { multiply } from "../elementwise/arithmetic.js";
import { greater, notEqual } from "../elementwise/comparison.js";
import { finfo } from "../float-info.js";
import { inexact } from "../promote.js";
import { max } from "../reductions/extremes.js";
import { any } from "../reductions/logical.js";
import { sum } from "../reductions/sum.js";
import { expandDims } from "../shape.js";
import { svd } from "./svd.js";

/** Options of `matrixRank`. */
export interface MatrixRankOptions {
  /**
   * Singular values up to this count as zero: as in JAX the number itself, which may differ from matrix to matrix, `[...]`. If it is not given,
   * `max(m, n) eps` times the greatest.
   */
  readonly rtol?: ArrayLike | null;
  /** Another name of `rtol`. */
  readonly tol?: ArrayLike | null;
  /** The matrices are Hermitian. */
  readonly hermitian?: boolean;
}

/**
 * The ranks (int32) of matrices `[..., m, n]`: how many of their singular values are not zero. Of a vector or a number, 1 unless it
 * is zero. Throws a `TypeError` if both `rtol` and `tol` are given.
 */
export function matrixRank(x: ArrayLike, options: MatrixRankOptions = {}): NDArray {
  requireOptions("matrixRank", options, ["rtol", "tol", "hermitian"]);
  const { rtol = null, tol = null, hermitian = false } = options;
  if (rtol !== null && tol !== null) throw new TypeError("matrixRank: rtol and tol are the same; give one of them");
  const array = inexact(x, "matrixRank");
  if (array.ndim < 2) return any(notEqual(array, 0)).astype("int32");
  const s = svd(array, { fullMatrices: false, computeUv: false, hermitian });
  const scale = Math.max(...array.shape.slice(-2)) * finfo(array.dtype).eps;
  const cutoff = rtol ?? tol ?? multiply(max(s, { axis: -1 }), scale);
  return sum(greater(s, expandDims(cutoff, -1)), { axis: -1 });
}
