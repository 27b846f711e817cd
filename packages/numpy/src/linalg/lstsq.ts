import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { toArray } from "../convert.js";
import { array as arrayOf, zeros } from "../creation.js";
import { divide, multiply, square, subtract } from "../elementwise/arithmetic.js";
import { greater, greaterEqual, less, logicalAnd } from "../elementwise/comparison.js";
import { finfo } from "../float-info.js";
import { matmul } from "../products/matmul.js";
import { promoteDtypesInexact } from "../promote.js";
import { sum } from "../reductions/sum.js";
import { expandDims, ravel } from "../shape.js";
import { where } from "../where.js";
import { adjoint } from "./hermitian.js";
import { norm } from "./norm.js";
import { svd } from "./svd.js";

/** Options of `lstsq`. */
export interface LstsqOptions {
  /** Singular values less than this part of the greatest count as zero: `max(m, n) eps` if not given, and eps if negative. */
  readonly rcond?: ArrayLike | null;
  /** Return no residuals where NumPy returns none: where the rank is less than n, or m ≤ n. Not under a transformation. */
  readonly numpyResid?: boolean;
}

/** What `lstsq` returns. */
export type LstsqResult = [x: NDArray, residuals: NDArray, rank: NDArray, singularValues: NDArray];

/**
 * The least-squares solution of `A x = b`, the shortest if there are several: of a matrix `[m, n]` and right-hand sides `[m]` or `[m, k]`, by singular
 * values. A list of the solution, the sums of squared residuals `[k]`, the rank and the singular values.
 * Throws a `TypeError` for other shapes.
 */
export function lstsq(a: ArrayLike, b: ArrayLike, options: LstsqOptions = {}): LstsqResult {
  requireOptions("lstsq", options, ["rcond", "numpyResid"]);
  const [matrix, given] = promoteDtypesInexact("lstsq", a, b);
  if (matrix.ndim !== 2 || given.ndim < 1 || given.ndim > 2 || matrix.shape[0] !== given.shape[0]) {
    throw new TypeError(
      `lstsq: takes a matrix [m, n] and right-hand sides [m] or [m, k], found the shapes [${matrix.shape.join(", ")}] and ` +
        `[${given.shape.join(", ")}]`,
    );
  }
  const [m, n] = matrix.shape as [number, number];
  const right = given.ndim === 1 ? expandDims(given, -1) : given;
  const { x, rank, s } = shortest(matrix, right, toleranceOf(matrix, options.rcond));
  const none = options.numpyResid === true && (m <= n || Number(rank.item()) !== n);
  const residuals = none ? arrayOf([]) : square(norm(subtract(right, matmul(matrix, x)), { axis: 0 }));
  return [given.ndim === 1 ? ravel(x) : x, residuals, rank, s];
}

function toleranceOf(matrix: NDArray, rcond: ArrayLike | null | undefined): NDArray {
  const { eps } = finfo(matrix.dtype);
  if (rcond === undefined || rcond === null) return toArray(eps * Math.max(...matrix.shape), "lstsq");
  return where(less(rcond, 0), eps, rcond);
}

/** `V diag(1 / s) Uᴴ b`, without the singular values that count as zero. */
function shortest(matrix: NDArray, right: NDArray, rcond: NDArray) {
  if (matrix.size === 0) {
    const shape = [matrix.shape[1] as number, ...right.shape.slice(1)];
    return {
      x: zeros(shape, { dtype: matrix.dtype }),
      rank: toArray(0, "lstsq").astype("int32"),
      s: zeros([0], { dtype: finfo(matrix.dtype).dtype }),
    };
  }
  const { U, S, Vh } = svd(matrix, { fullMatrices: false });
  const counts = logicalAnd(greater(S, 0), greaterEqual(S, multiply(rcond.astype(S.dtype), S.get(0))));
  const inverse = where(counts, divide(1, where(counts, S, 1)), 0);
  const coordinates = matmul(adjoint(U), right);
  return {
    x: matmul(adjoint(Vh), multiply(expandDims(inverse, -1), coordinates)),
    rank: sum(counts),
    s: S,
  };
}
