import { type ArrayLike, type Array as NDArray, requireOptions, stopGradient } from "@hyrax/core";
import { customLinearSolve } from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { choFactor, choSolve, type TriangleOptions } from "./cholesky.js";
import { solveColumns } from "./right-hand-sides.js";

/** What is known of a matrix: nothing, symmetric, Hermitian, or Hermitian and positive definite. */
export type MatrixKind = "gen" | "sym" | "her" | "pos";

/** Options of `solve`. */
export interface SolveOptions extends TriangleOptions {
  /** "pos" solves by Cholesky's factors, the others by LU, as in JAX. */
  readonly assumeA?: MatrixKind;
}

const kinds: readonly MatrixKind[] = ["gen", "sym", "her", "pos"];

/**
 * The solution of linear systems `A x = b`, with matrices `[..., n, n]` and right-hand sides `[n]` or the columns of `[..., n, k]`. The derivative
 * solves again with the same factors. Throws a `TypeError` for other shapes, and another kind of matrix.
 */
export function solve(a: ArrayLike, b: ArrayLike, options: SolveOptions = {}): NDArray {
  requireOptions("solve", options, ["assumeA", "lower"]);
  const { assumeA = "gen", lower = false } = options;
  if (!kinds.includes(assumeA)) {
    throw new TypeError(`solve: assumeA must be one of ${kinds.join(", ")}, found ${JSON.stringify(assumeA)}`);
  }
  return solveColumns("solve", a, b, (matrix, columns) => {
    if (assumeA !== "pos") return np.linalg.solve(matrix, columns);
    const factor = choFactor(stopGradient(matrix), { lower });
    return customLinearSolve(
      (x: NDArray) => matrix.matmul(x),
      columns,
      (_, right: NDArray) => choSolve(factor, right),
      {
        symmetric: true,
      },
    );
  });
}

/** The inverses of square matrices `[..., n, n]`. Throws a `TypeError` for matrices that are not square. */
export function inv(x: ArrayLike): NDArray {
  return np.linalg.inv(x);
}

/** The determinants of square matrices `[..., n, n]`. Throws a `TypeError` for matrices that are not square. */
export function det(x: ArrayLike): NDArray {
  return np.linalg.det(x);
}
