import { asArray, type Array as NDArray, type Operand, requireOptions } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { require } from "../require.js";
import { squareMatricesOf } from "./matrices.js";

/** Options of `tridiagonal`. */
export interface TridiagonalOptions {
  /** Which triangle is read: the lower one if not given. */
  readonly lower?: boolean;
}

/**
 * `[A, d, e, taus]` of the tridiagonal form T = Qᴴ A Q of Hermitian matrices `[..., n, n]`: the diagonal d `[..., n]` of
 * T and the one beside it, e `[..., n − 1]`, both real, and the reflections that make Q, in the triangle of A that is read.
 * Throws a `TypeError` for matrices that are not square, and for empty ones.
 */
export function tridiagonal(
  a: Operand,
  options: TridiagonalOptions = {},
): [a: NDArray, d: NDArray, e: NDArray, taus: NDArray] {
  requireOptions("tridiagonal", options, ["lower"]);
  const array = squareMatricesOf("tridiagonal", a);
  require(array.shape.at(-1) !== 0, () => `tridiagonal: takes matrices with rows, found ${array.aval}`);
  const [form, d, e, taus] = linearAlgebra.tridiagonal([array], { lower: options.lower ?? true });
  return [form as NDArray, d as NDArray, e as NDArray, taus as NDArray];
}

/**
 * The solution of tridiagonal systems: row i has `dl[i]`, `d[i]` and `du[i]` in columns i − 1, i and i + 1, each
 * `[..., n]`, and b is `[..., n, k]`. `dl[0]` and `du[n − 1]` are not read. NaN where a matrix is singular.
 * Throws a `TypeError` where shapes do not go together.
 *
 * @example
 * const dl = np.array([0, 1]);
 * lax.linalg.tridiagonalSolve(dl, np.array([2, 4]), np.array([0, 0]), np.array([[2], [9]])).tolist(); // [[1], [2]]
 */
export function tridiagonalSolve(dl: Operand, d: Operand, du: Operand, b: Operand): NDArray {
  return linearAlgebra.tridiagonalSolve(asArray(dl), asArray(d), asArray(du), asArray(b));
}
