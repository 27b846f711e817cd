import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** Options of `eigh`. */
export interface EighOptions {
  /** Which triangle is read after `A` has been replaced by the mean of `A` and `Aᴴ`, as JAX does: it makes no difference. */
  readonly lower?: boolean;
  /** Return the eigenvalues alone. */
  readonly eigvalsOnly?: boolean;
}

/**
 * `[w, V]` with `A = V diag(w) Vᴴ` of Hermitian matrices `[..., n, n]`: eigenvalues, ascending, and eigenvectors. Throws a `TypeError` for
 * matrices that are not square. There is no generalized problem with a second matrix, as in JAX.
 */
export function eigh(x: ArrayLike, options: EighOptions & { readonly eigvalsOnly: true }): NDArray;
export function eigh(x: ArrayLike, options?: EighOptions & { readonly eigvalsOnly?: false }): [w: NDArray, V: NDArray];
export function eigh(x: ArrayLike, options: EighOptions = {}): NDArray | NDArray[] {
  requireOptions("eigh", options, ["lower", "eigvalsOnly"]);
  const { lower = true, eigvalsOnly = false } = options;
  const { eigenvalues, eigenvectors } = np.linalg.eigh(x, { UPLO: lower ? "L" : "U" });
  return eigvalsOnly ? eigenvalues : [eigenvalues, eigenvectors];
}
