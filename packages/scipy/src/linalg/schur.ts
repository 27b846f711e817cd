import { type ArrayLike, complexDtype, type Array as NDArray, requireOptions } from "@hyrax/core";
import { schur as decompose } from "@hyrax/core/library";
import { squareMatricesOf } from "./matrices-of.js";

/** Options of `schur`. */
export interface SchurOptions {
  /** "complex" makes T triangular also where A is real and has complex eigenvalues. */
  readonly output?: "real" | "complex";
}

/**
 * `[T, Z]` with `A = Z T Zᴴ` of square matrices `[..., n, n]` and unitary Z: T is upper triangular, of real matrices with blocks of two on its
 * diagonal for pairs of complex eigenvalues. Throws a `TypeError` for matrices that are not square, and another output.
 */
export function schur(x: ArrayLike, options: SchurOptions = {}): [T: NDArray, Z: NDArray] {
  requireOptions("schur", options, ["output"]);
  const { output = "real" } = options;
  if (output !== "real" && output !== "complex") {
    throw new TypeError(`schur: the output must be "real" or "complex", found ${JSON.stringify(output)}`);
  }
  const array = squareMatricesOf("schur", x);
  return schurOf(output === "complex" ? array.astype(complexDtype(array.dtype)) : array);
}

function schurOf(x: NDArray): [T: NDArray, Z: NDArray] {
  // The primitive returns two results if it is asked for the vectors.
  return [...decompose([x], { computeSchurVectors: true })] as [NDArray, NDArray];
}

/** As `schur` with the output "complex", of an array that is known to hold square matrices. */
export function complexSchur(x: NDArray): [T: NDArray, Z: NDArray] {
  return schurOf(x.astype(complexDtype(x.dtype)));
}
