import { type Array as NDArray, type Operand, requireOptions } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { hermitianPart, requireRange, squareMatricesOf } from "./matrices.js";

/** Options of `eigh`. */
export interface EighOptions {
  /** Which triangle is read where the input is not symmetrized: the lower one if not given. */
  readonly lower?: boolean;
  /** Take the mean of A and Aᴴ first: true if not given. */
  readonly symmetrizeInput?: boolean;
  /** Eigenvalues in ascending order: true if not given. Every engine here sorts them in any case. */
  readonly sortEigenvalues?: boolean;
  /** The eigenvalues to find, from the first to before the second in their order; all if not given. */
  readonly subsetByIndex?: readonly [start: number, end: number] | null;
}

const optionNames = [
  "lower",
  "symmetrizeInput",
  "sortEigenvalues",
  "subsetByIndex",
] as const satisfies readonly (keyof EighOptions)[];

/**
 * A = V diag(w) Vᴴ of Hermitian matrices `[..., n, n]`: orthonormal eigenvectors in the columns of V, and eigenvalues
 * (real) in ascending order. Throws a `TypeError` for matrices that are not square.
 *
 * @example const [v, w] = lax.linalg.eigh(np.array([[2, 1], [1, 2]])); // w is [1, 3]
 */
export function eigh(x: Operand, options: EighOptions = {}): [v: NDArray, w: NDArray] {
  requireOptions("eigh", options, optionNames);
  const { lower = true, symmetrizeInput = true, sortEigenvalues = true, subsetByIndex = null } = options;
  const array = squareMatricesOf("eigh", x);
  requireRange("eigh", subsetByIndex, array.shape.at(-1) as number);
  const params = { lower, sortEigenvalues, subsetByIndex };
  const [v, w] = linearAlgebra.eigh([symmetrizeInput ? hermitianPart(array) : array], params);
  return [v as NDArray, w as NDArray];
}
