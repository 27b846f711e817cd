import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { eigh as decompose } from "@hyrax/core/library";
import { hermitianPart } from "./hermitian.js";
import { squareMatricesOf } from "./matrices-of.js";
import { EighResult } from "./results.js";

/** Options of `eigh` and `eigvalsh`. */
export interface EighOptions {
  /** Which triangle is read, the lower by default. It makes a difference only where the input is not symmetrized. */
  readonly UPLO?: "L" | "U";
  /** Take the mean of `A` and `Aᴴ` first, which is the default. */
  readonly symmetrizeInput?: boolean;
}

function decomposed(name: string, x: ArrayLike, options: EighOptions): readonly [vectors: NDArray, values: NDArray] {
  requireOptions(name, options, ["UPLO", "symmetrizeInput"]);
  const { UPLO = "L", symmetrizeInput = true } = options;
  if (UPLO !== "L" && UPLO !== "U")
    throw new TypeError(`${name}: UPLO must be "L" or "U", found ${JSON.stringify(UPLO)}`);
  const array = squareMatricesOf(name, x);
  const params = { lower: UPLO === "L", sortEigenvalues: true, subsetByIndex: null };
  // The primitive returns vectors and values.
  return decompose([symmetrizeInput ? hermitianPart(array) : array], params) as unknown as readonly [NDArray, NDArray];
}

/**
 * Eigenvalues, ascending, and eigenvectors of Hermitian matrices `[..., n, n]`: `A = V diag(w) Vᴴ`. The sign (of complex vectors
 * the phase) of each vector is not determined. Throws a `TypeError` for matrices that are not square.
 *
 * @example const { eigenvalues, eigenvectors } = np.linalg.eigh(np.array([[2, 1], [1, 2]])); // eigenvalues [1, 3]
 */
export function eigh(x: ArrayLike, options: EighOptions = {}): EighResult {
  const [vectors, values] = decomposed("eigh", x, options);
  return new EighResult(values, vectors);
}

/** The eigenvalues of Hermitian matrices, ascending; otherwise as `eigh`. */
export function eigvalsh(x: ArrayLike, options: EighOptions = {}): NDArray {
  return decomposed("eigvalsh", x, options)[1];
}
