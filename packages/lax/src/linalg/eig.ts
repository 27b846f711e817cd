import { type Array as NDArray, type Operand, requireOptions } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { squareMatricesOf } from "./matrices.js";

/** Options of `eig`: both are true if not given. */
export interface EigOptions {
  readonly computeLeftEigenvectors?: boolean;
  readonly computeRightEigenvectors?: boolean;
}

/**
 * Eigenvalues w of square matrices `[..., n, n]` in no order, and eigenvectors in columns, all complex: left ones with
 * yᴴ A = w yᴴ, then right ones with A x = w x, whichever are wanted. They have norm 1, and their greatest element is
 * real. Throws a `TypeError` for matrices that are not square.
 *
 * @example const [w, left, right] = lax.linalg.eig(np.array([[0, 1], [-1, 0]])); // w is [i, -i]
 */
export function eig(x: Operand, options: EigOptions = {}): [w: NDArray, ...vectors: NDArray[]] {
  requireOptions("eig", options, ["computeLeftEigenvectors", "computeRightEigenvectors"]);
  const { computeLeftEigenvectors = true, computeRightEigenvectors = true } = options;
  const params = { computeLeftEigenvectors, computeRightEigenvectors };
  const [w, ...vectors] = linearAlgebra.eig([squareMatricesOf("eig", x)], params);
  return [w as NDArray, ...vectors];
}
