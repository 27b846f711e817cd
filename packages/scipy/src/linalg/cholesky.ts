import { type ArrayLike, isComplex, type Array as NDArray, requireOptions } from "@hyrax/core";
import { triangularSolve } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";
import { adjoint, squareMatricesOf } from "./matrices-of.js";
import { solveColumns } from "./right-hand-sides.js";

/** Options of `cholesky` and `choFactor`. */
export interface TriangleOptions {
  /** Read the lower triangle of `A` and return the lower factor `A = L Lᴴ`, rather than the upper one, `A = Uᴴ U`. */
  readonly lower?: boolean;
}

/** A factor of `choFactor`, and whether it is the lower one. */
export type CholeskyFactor = readonly [factor: ArrayLike, lower: boolean];

/**
 * The triangular factor of Hermitian positive definite matrices `[..., n, n]`, the upper one by default, from one triangle of them.
 * Where one is not positive definite, its factor is NaN. Throws a `TypeError` for matrices that are not square.
 */
export function cholesky(x: ArrayLike, options: TriangleOptions = {}): NDArray {
  return factorOf("cholesky", x, options);
}

/** `[factor, lower]` for `choSolve`: the factor is that of `cholesky`. */
export function choFactor(x: ArrayLike, options: TriangleOptions = {}): [factor: NDArray, lower: boolean] {
  return [factorOf("choFactor", x, options), options.lower ?? false];
}

function factorOf(name: string, x: ArrayLike, options: TriangleOptions): NDArray {
  requireOptions(name, options, ["lower"]);
  const array = squareMatricesOf(name, x);
  const params = { symmetrizeInput: false };
  return options.lower === true
    ? np.linalg.cholesky(array, params)
    : adjoint(np.linalg.cholesky(adjoint(array), params));
}

/**
 * The solution of `A x = b` from the factor of A that `choFactor` returns; right-hand sides are `[n]` or the columns of `[..., n, k]`.
 * Throws a `TypeError` for other shapes.
 *
 * @example linalg.choSolve(linalg.choFactor(np.array([[4, 0], [0, 9]])), np.array([8, 9])).tolist() // [2, 1]
 */
export function choSolve([factor, lower]: CholeskyFactor, b: ArrayLike): NDArray {
  return solveColumns("choSolve", factor, b, (c, columns) => {
    const step = (x: NDArray, transposeA: boolean) =>
      triangularSolve(c, x, {
        leftSide: true,
        lower,
        transposeA,
        conjugateA: transposeA && isComplex(c.dtype),
        unitDiagonal: false,
      });
    return step(step(columns, !lower), lower);
  });
}
