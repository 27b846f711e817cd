import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import { householderProduct, hessenberg as reduce } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";
import { squareMatricesOf } from "./matrices-of.js";

/** Options of `hessenberg`. */
export interface HessenbergOptions {
  /** Return Q as well. */
  readonly calcQ?: boolean;
}

/**
 * The matrix H with `A = Q H Qᴴ` of square matrices `[..., n, n]`, which is zero below the diagonal beneath the main one; with `calcQ`
 * a list of H and the unitary Q. Throws a `TypeError` for matrices that are not square.
 */
export function hessenberg(
  x: ArrayLike,
  options: HessenbergOptions & { readonly calcQ: true },
): [H: NDArray, Q: NDArray];
export function hessenberg(x: ArrayLike, options?: { readonly calcQ?: false }): NDArray;
export function hessenberg(x: ArrayLike, options: HessenbergOptions = {}): NDArray | NDArray[] {
  requireOptions("hessenberg", options, ["calcQ"]);
  const array = squareMatricesOf("hessenberg", x);
  // The primitive returns two results.
  const [packed, taus] = reduce([array]) as [NDArray, NDArray];
  const h = np.triu(packed, { k: -1 });
  if (options.calcQ !== true) return h;
  const identity = np.broadcastTo(np.eye(array.shape.at(-1) as number, { dtype: array.dtype }), array.shape);
  if (array.size === 0) return [h, identity];
  // The reflections leave the first row and column alone.
  const rest = householderProduct(packed.get("...", "1:", ":-1"), taus);
  return [h, identity.at("...", "1:", "1:").set(rest)];
}
