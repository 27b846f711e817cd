import { type Array as NDArray, type Operand, requireOptions } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { require } from "../require.js";
import { matricesOf, requireRange } from "./matrices.js";

/** Options of `svd`. */
export interface SvdOptions {
  /** Square U and Vᴴ: true if not given. Otherwise there are as many vectors as singular values. */
  readonly fullMatrices?: boolean;
  /** False for the singular values alone; true if not given. */
  readonly computeUv?: boolean;
  /** The singular values to find, from the first to before the second in their order; all if not given. */
  readonly subsetByIndex?: readonly [start: number, end: number] | null;
}

/**
 * A = U diag(s) Vᴴ of matrices `[..., m, n]`: orthonormal columns in U and rows in Vᴴ, and singular values (real) in
 * descending order. With `computeUv: false` only s. Throws a `TypeError` for a part of the values with full matrices.
 *
 * @example const [u, s, vh] = lax.linalg.svd(np.array([[3, 0], [0, -2]])); // s is [3, 2]
 */
export function svd(x: Operand, options: SvdOptions & { readonly computeUv: false }): NDArray;
export function svd(
  x: Operand,
  options?: SvdOptions & { readonly computeUv?: true },
): [u: NDArray, s: NDArray, vh: NDArray];
export function svd(x: Operand, options: SvdOptions): NDArray | [u: NDArray, s: NDArray, vh: NDArray];
export function svd(x: Operand, options: SvdOptions = {}): NDArray | [u: NDArray, s: NDArray, vh: NDArray] {
  requireOptions("svd", options, ["fullMatrices", "computeUv", "subsetByIndex"]);
  const { fullMatrices = true, computeUv = true, subsetByIndex = null } = options;
  const array = matricesOf("svd", x);
  const count = Math.min(...array.shape.slice(-2));
  requireRange("svd", subsetByIndex, count);
  const all = subsetByIndex === null || (subsetByIndex[0] === 0 && subsetByIndex[1] === count);
  require(all || !fullMatrices, () => "svd: a subsetByIndex needs { fullMatrices: false }");
  const [s, u, vh] = linearAlgebra.svd([array], { fullMatrices, computeUv, subsetByIndex });
  return computeUv ? [u as NDArray, s as NDArray, vh as NDArray] : (s as NDArray);
}
