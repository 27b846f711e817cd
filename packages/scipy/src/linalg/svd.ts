import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** Options of `svd`. */
export interface SVDOptions {
  /** Square U and Vh, which is the default; otherwise only as many vectors as there are singular values. */
  readonly fullMatrices?: boolean;
  /** False for the singular values alone. */
  readonly computeUv?: boolean;
}

/**
 * `[U, s, Vh]` with `A = U diag(s) Vh` of matrices `[..., m, n]`: singular values in descending order. With `computeUv: false` these
 * alone. Throws a `TypeError` for fewer than two axes.
 */
export function svd(x: ArrayLike, options: SVDOptions & { readonly computeUv: false }): NDArray;
export function svd(
  x: ArrayLike,
  options?: SVDOptions & { readonly computeUv?: true },
): [U: NDArray, s: NDArray, Vh: NDArray];
export function svd(x: ArrayLike, options: SVDOptions = {}): NDArray | NDArray[] {
  requireOptions("svd", options, ["fullMatrices", "computeUv"]);
  const { fullMatrices = true, computeUv = true } = options;
  return computeUv ? [...np.linalg.svd(x, { fullMatrices })] : np.linalg.svd(x, { fullMatrices, computeUv });
}

/** Options of `polar`. */
export interface PolarOptions {
  /** On which side of U the Hermitian factor stands, the right by default. */
  readonly side?: "left" | "right";
}

/**
 * `[U, P]` with `A = U P` of matrices `[..., m, n]`, or `A = P U` for the left side: U has orthonormal columns (or rows), P is Hermitian
 * and positive semidefinite. It follows from the singular values. Throws a `TypeError` for another side.
 */
export function polar(x: ArrayLike, options: PolarOptions = {}): [U: NDArray, P: NDArray] {
  requireOptions("polar", options, ["side"]);
  const { side = "right" } = options;
  if (side !== "left" && side !== "right") {
    throw new TypeError(`polar: the side must be "left" or "right", found ${JSON.stringify(side)}`);
  }
  const { U, S, Vh } = np.linalg.svd(x, { fullMatrices: false });
  const vectors = side === "right" ? np.conj(Vh.mT) : U;
  const p = vectors.mul(np.expandDims(S, -2)).matmul(np.conj(vectors.mT));
  return [U.matmul(Vh), p];
}
