import { asArray, type Array as NDArray, type Operand, requireOptions } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { matricesOf } from "./matrices.js";

/** Options of `qr`. */
export interface QrOptions {
  /** A square Q, and R of the shape of A: true if not given. Otherwise Q has min(m, n) columns, and R so many rows. */
  readonly fullMatrices?: boolean;
  /** Permute the columns of A so that the diagonal of R does not grow in size: false if not given. */
  readonly pivoting?: boolean;
}

/**
 * A = Q R with unitary Q and upper triangular R, of matrices `[..., m, n]`; with pivoting also the permutation p (int32,
 * `[..., n]`) for which A[:, p] = Q R. Signs are LAPACK's.
 *
 * @example const [q, r] = lax.linalg.qr(np.array([[3, 1], [4, 2]])); // r is [[-5, -2.2], [0, 0.4]]
 */
export function qr(x: Operand, options?: QrOptions & { readonly pivoting?: false }): [q: NDArray, r: NDArray];
export function qr(x: Operand, options: QrOptions & { readonly pivoting: true }): [q: NDArray, r: NDArray, p: NDArray];
export function qr(x: Operand, options: QrOptions): [q: NDArray, r: NDArray, p?: NDArray];
export function qr(x: Operand, options: QrOptions = {}): [q: NDArray, r: NDArray, p?: NDArray] {
  requireOptions("qr", options, ["fullMatrices", "pivoting"]);
  const { fullMatrices = true, pivoting = false } = options;
  const [q, r, p] = linearAlgebra.qr([matricesOf("qr", x)], { fullMatrices, pivoting });
  return p === undefined ? [q as NDArray, r as NDArray] : [q as NDArray, r as NDArray, p];
}

/**
 * The first n columns of the product H₀ H₁ … of reflections Hᵢ = I − τᵢ vᵢ vᵢᴴ, where vᵢ is column i of A `[..., m, n]`
 * below the diagonal, with 1 on it and zeros above, and τ is `[..., k]` with k ≤ n ≤ m.
 */
export function householderProduct(a: Operand, taus: Operand): NDArray {
  return linearAlgebra.householderProduct(asArray(a), asArray(taus));
}
