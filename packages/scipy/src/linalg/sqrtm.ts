import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { triangularSolve } from "@hyrax/core/library";
import { foriLoop } from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { adjoint, squareMatricesOf } from "./matrices-of.js";
import { complexSchur } from "./schur.js";

/**
 * The principal square roots of square matrices `[..., n, n]`, complex also of real matrices, by Schur's decomposition (Björck & Hammarling 1983, "A Schur
 * method for the square root of a matrix"). Throws a `TypeError` for matrices that are not square.
 */
export function sqrtm(x: ArrayLike): NDArray {
  const array = squareMatricesOf("sqrtm", x);
  const [t, z] = complexSchur(array);
  const root =
    t.ndim === 2 ? rootOfTriangle(t) : (np.vectorize(rootOfTriangle, { signature: "(n,n)->(n,n)" })(t) as NDArray);
  return z.matmul(root).matmul(adjoint(z));
}

/**
 * R with `R R = T` of an upper triangular T. From its first columns the next follows: above the diagonal it is the solution of
 * `(R + r I) x = t`, where r is its element on the diagonal.
 */
function rootOfTriangle(t: NDArray): NDArray {
  const n = t.shape[0] as number;
  const roots = np.sqrt(np.diagonal(t));
  const rows = np.arange(n);
  const { tiny } = np.finfo(t.dtype);
  const params = { leftSide: true, lower: false, transposeA: false, conjugateA: false, unitDiagonal: false };
  return foriLoop(
    0,
    n,
    (j: NDArray, root: NDArray) => {
      const above = rows.less(j);
      const sums = roots.add(np.take(roots, j));
      // Where both roots are zero there is no x unless t is zero too, and then x is zero.
      const divisors = np.where(above, np.where(sums.equal(0), tiny, sums), 1);
      const right = np.where(above, np.take(t, j, { axis: 1 }), 0);
      const matrix = np.triu(root, { k: 1 }).add(np.diag(divisors));
      const column = triangularSolve(matrix, np.expandDims(right, -1), params);
      return np.where(rows.equal(j), root.add(column), root);
    },
    np.diag(roots),
  );
}
