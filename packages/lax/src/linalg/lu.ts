import type { Array as NDArray, Operand } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { matricesOf } from "./matrices.js";

/**
 * A[permutation] = L U with partial pivoting, of matrices `[..., m, n]`. `factors` has U, and below its diagonal L, whose
 * own diagonal is 1. `pivots` (int32, `[..., min(m, n)]`) are the rows that rows 0, 1, … changed places with, one after
 * the other, and `permutation` (int32, `[..., m]`) is the order that this left them in.
 *
 * @example const [factors, pivots, permutation] = lax.linalg.lu(np.array([[1, 2], [2, 3]])); // pivots [1, 1]
 */
export function lu(x: Operand): [factors: NDArray, pivots: NDArray, permutation: NDArray] {
  const [factors, pivots, permutation] = linearAlgebra.lu([matricesOf("lu", x)]);
  return [factors as NDArray, pivots as NDArray, permutation as NDArray];
}

/**
 * The order in which rows 0, 1, … are left that have changed places with rows `pivots` (`[..., k]`, integers), one after
 * the other. Throws a `TypeError` if there are more pivots than rows.
 */
export function luPivotsToPermutation(pivots: Operand, permutationSize: number): NDArray {
  return linearAlgebra.luPivotsToPermutation(pivots, { permutationSize });
}
