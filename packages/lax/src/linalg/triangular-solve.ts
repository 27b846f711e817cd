import { asArray, isComplex, type Array as NDArray, type Operand, requireOptions } from "@hyrax/core";
import { linearAlgebra, type TriangularSolveParams } from "@hyrax/core/library";
import { require } from "../require.js";
import { expandDims, squeeze } from "../shape.js";
import { squareMatricesOf } from "./matrices.js";

/** Options of `triangularSolve`: all are false if not given. */
export interface TriangularSolveOptions {
  /** Solve op(A) X = B rather than X op(A) = B. */
  readonly leftSide?: boolean;
  /** Read the lower triangle of A rather than the upper one. */
  readonly lower?: boolean;
  /** op(A) is the transpose of A. */
  readonly transposeA?: boolean;
  /** op(A) is the conjugate of A, of its transpose where that is wanted too. */
  readonly conjugateA?: boolean;
  /** The diagonal of A is taken to be 1 and not read. */
  readonly unitDiagonal?: boolean;
}

const optionNames = [
  "leftSide",
  "lower",
  "transposeA",
  "conjugateA",
  "unitDiagonal",
] as const satisfies readonly (keyof TriangularSolveOptions)[];

/**
 * The solution X of X op(A) = B, or of op(A) X = B, with triangular matrices A `[..., n, n]`. B is `[..., k, n]`, or
 * `[..., n, k]` on the left side, with the batch axes of A; without the axis k it is one vector for each matrix.
 * Throws a `TypeError` where shapes do not go together.
 *
 * @example
 * const a = np.array([[2, 0], [1, 4]]);
 * lax.linalg.triangularSolve(a, np.array([2, 9]), { leftSide: true, lower: true }).tolist(); // [1, 2]
 */
export function triangularSolve(a: Operand, b: Operand, options: TriangularSolveOptions = {}): NDArray {
  requireOptions("triangularSolve", options, optionNames);
  const { leftSide = false, lower = false, transposeA = false, conjugateA = false, unitDiagonal = false } = options;
  const matrix = squareMatricesOf("triangularSolve", a);
  const right = asArray(b);
  const params: TriangularSolveParams = {
    leftSide,
    lower,
    transposeA,
    conjugateA: conjugateA && isComplex(matrix.dtype),
    unitDiagonal,
  };
  const vectors = right.ndim === matrix.ndim - 1;
  const columns = vectors ? expandDims(right, [leftSide ? right.ndim : right.ndim - 1]) : right;
  require(columns.ndim === matrix.ndim, () =>
    `triangularSolve: ${matrix.aval} and ${right.aval} must have the same batch axes, and the second one axis or two more`);
  const solution = linearAlgebra.triangularSolve(matrix, columns, params);
  return vectors ? squeeze(solution, [leftSide ? -1 : -2]) : solution;
}
