import { type Array as NDArray, type Operand, requireOptions } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { squareMatricesOf } from "./matrices.js";

/** Options of `schur`. */
export interface SchurOptions {
  /** False for T alone; true if not given. */
  readonly computeSchurVectors?: boolean;
}

/**
 * `[T, Z]` with A = Z T Zᴴ and unitary Z, of square matrices `[..., n, n]`, or `[T]` without the vectors. T is upper
 * triangular; of a real matrix it has a block of two on its diagonal for each pair of complex eigenvalues.
 * Throws a `TypeError` for matrices that are not square.
 */
export function schur(x: Operand, options: SchurOptions & { readonly computeSchurVectors: false }): [t: NDArray];
export function schur(
  x: Operand,
  options?: SchurOptions & { readonly computeSchurVectors?: true },
): [t: NDArray, z: NDArray];
export function schur(x: Operand, options: SchurOptions): [t: NDArray, z?: NDArray];
export function schur(x: Operand, options: SchurOptions = {}): [t: NDArray, z?: NDArray] {
  requireOptions("schur", options, ["computeSchurVectors"]);
  const { computeSchurVectors = true } = options;
  const [t, z] = linearAlgebra.schur([squareMatricesOf("schur", x)], { computeSchurVectors });
  return computeSchurVectors ? [t as NDArray, z as NDArray] : [t as NDArray];
}

/**
 * `[A, taus]` of the Hessenberg form H = Qᴴ A Q of square matrices `[..., n, n]`: H in and above the first diagonal
 * below the main one, and further below the reflections that make Q, as `householderProduct` takes them.
 * Throws a `TypeError` for matrices that are not square.
 */
export function hessenberg(a: Operand): [a: NDArray, taus: NDArray] {
  const [form, taus] = linearAlgebra.hessenberg([squareMatricesOf("hessenberg", a)]);
  return [form as NDArray, taus as NDArray];
}
