import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { eig as decompose } from "@hyrax/core/library";
import { squareMatricesOf } from "./matrices-of.js";
import { EigResult } from "./results.js";

/**
 * Eigenvalues and eigenvectors of square matrices `[..., n, n]`, complex also of real matrices: `A V = V diag(w)`, with vectors of
 * length 1. They are in no order. Throws a `TypeError` for matrices that are not square. It has no derivative: `eigvals` has.
 */
export function eig(x: ArrayLike): EigResult {
  const params = { computeLeftEigenvectors: false, computeRightEigenvectors: true };
  // The primitive returns values, and the vectors that it was asked for.
  const [values, vectors] = decompose([squareMatricesOf("eig", x)], params) as [NDArray, NDArray];
  return new EigResult(values, vectors);
}

/** The eigenvalues of square matrices, complex and in no order; otherwise as `eig`. */
export function eigvals(x: ArrayLike): NDArray {
  const params = { computeLeftEigenvectors: false, computeRightEigenvectors: false };
  return decompose([squareMatricesOf("eigvals", x)], params)[0] as NDArray;
}
