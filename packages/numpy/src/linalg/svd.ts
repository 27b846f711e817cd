import { type ArrayLike, iota, type Array as NDArray, requireOptions, rev, sort } from "@hyrax/core";
import { svd as decompose, type EighParams, eigh } from "@hyrax/core/library";
import { convertTo } from "../convert.js";
import { abs, multiply, sign } from "../elementwise/arithmetic.js";
import { takeAlongAxis } from "../indexing/along-axis.js";
import { expandDims } from "../shape.js";
import { adjoint, hermitianPart } from "./hermitian.js";
import { matricesOf, squareMatricesOf } from "./matrices-of.js";
import { SVDResult } from "./results.js";

/** Options of `svd`. */
export interface SVDOptions {
  /** Square U and Vh, which is the default; otherwise only as many vectors as there are singular values. */
  readonly fullMatrices?: boolean;
  /** False for the singular values alone. */
  readonly computeUv?: boolean;
  /** The matrices are Hermitian: their singular values are the sizes of their eigenvalues. */
  readonly hermitian?: boolean;
  /** The singular values to find, from the first to before the second in their order. */
  readonly subsetByIndex?: readonly [number, number] | null;
}

/**
 * The singular value decomposition `A = U diag(S) Vh` of matrices `[..., m, n]`, with S descending and orthonormal columns in U and
 * rows in Vh. With `computeUv: false` S alone. The sign of each pair of vectors is not determined.
 * Throws a `TypeError` for arrays of fewer than two axes.
 *
 * @example const [U, S, Vh] = np.linalg.svd(np.array([[3, 0], [0, -2]])); // S is [3, 2]
 */
export function svd(x: ArrayLike, options: SVDOptions & { readonly computeUv: false }): NDArray;
export function svd(x: ArrayLike, options?: SVDOptions & { readonly computeUv?: true }): SVDResult;
export function svd(x: ArrayLike, options: SVDOptions): SVDResult | NDArray;
export function svd(x: ArrayLike, options: SVDOptions = {}): SVDResult | NDArray {
  requireOptions("svd", options, ["fullMatrices", "computeUv", "hermitian", "subsetByIndex"]);
  const { fullMatrices = true, computeUv = true, hermitian = false, subsetByIndex = null } = options;
  if (hermitian) return ofHermitian(squareMatricesOf("svd", x), computeUv, subsetByIndex);
  // The primitive returns the values, and the vectors if it was asked for them.
  const [s, u, vh] = decompose([matricesOf("svd", x)], { fullMatrices, computeUv, subsetByIndex }) as [
    NDArray,
    NDArray,
    NDArray,
  ];
  return computeUv ? new SVDResult(u, s, vh) : s;
}

/** The singular values of matrices `[..., m, n]`, descending: `[..., min(m, n)]`. */
export function svdvals(x: ArrayLike): NDArray {
  const params = { fullMatrices: false, computeUv: false, subsetByIndex: null };
  return decompose([matricesOf("svdvals", x)], params)[0] as NDArray;
}

/** `A = V diag(w) Vᴴ` is a decomposition already, but for the order and the signs of w. */
function ofHermitian(x: NDArray, computeUv: boolean, subsetByIndex: EighParams["subsetByIndex"]): SVDResult | NDArray {
  const params = { lower: true, sortEigenvalues: true, subsetByIndex };
  const [vectors, values] = eigh([hermitianPart(x)], params) as [NDArray, NDArray];
  const sizes = abs(values);
  const dimension = sizes.ndim - 1;
  const descending = (y: NDArray) => rev(y, { dimensions: [dimension] });
  const places = iota({ dtype: "int32", shape: sizes.shape, dimension });
  const sorted = sort([sizes, places, sign(values)], { dimension, isStable: true, numKeys: 1 }).map(descending);
  const [s, order, signs] = sorted as [NDArray, NDArray, NDArray];
  if (!computeUv) return s;
  const u = takeAlongAxis(vectors, expandDims(order, -2), { axis: -1 });
  return new SVDResult(u, s, adjoint(multiply(u, convertTo(expandDims(signs, -2), u.dtype))));
}
