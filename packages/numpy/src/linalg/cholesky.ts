import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { cholesky as factor } from "@hyrax/core/library";
import { adjoint, hermitianPart } from "./hermitian.js";
import { squareMatricesOf } from "./matrices-of.js";

/** Options of `cholesky`. */
export interface CholeskyOptions {
  /** The upper triangular factor `U` of `A = Uᴴ U` instead. */
  readonly upper?: boolean;
  /** Take the mean of `A` and `Aᴴ` first, which is the default; otherwise only the lower triangle of `A` is read. */
  readonly symmetrizeInput?: boolean;
}

/**
 * The lower triangular `L` with `A = L Lᴴ` of Hermitian positive definite matrices `[..., n, n]`. Where one is not positive
 * definite, its factor is NaN. Throws a `TypeError` for matrices that are not square.
 *
 * @example np.linalg.cholesky(np.array([[4, 2], [2, 5]])).tolist() // [[2, 0], [1, 2]]
 */
export function cholesky(x: ArrayLike, options: CholeskyOptions = {}): NDArray {
  requireOptions("cholesky", options, ["upper", "symmetrizeInput"]);
  const { upper = false, symmetrizeInput = true } = options;
  const array = squareMatricesOf("cholesky", x);
  const lower = factor(symmetrizeInput ? hermitianPart(array) : array);
  return upper ? adjoint(lower) : lower;
}
