import { type ArrayLike, type DType, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** Options of `scaledMatmul`. */
export interface ScaledMatmulOptions {
  /** The dtype of the result; float32 by default. */
  readonly preferredElementType?: DType;
}

/**
 * The product of `lhs` `[B, M, K]` with `rhs` `[B, N, K]` transposed, `[B, M, N]`, where blocks of elements along K share a factor:
 * `lhsScales` `[B, M, k]` and `rhsScales` `[B, N, k]`, with k a divisor of K. Products are added up in float32. Throws a `TypeError`
 * if the shapes do not fit.
 */
export function scaledMatmul(
  lhs: ArrayLike,
  rhs: ArrayLike,
  lhsScales: ArrayLike,
  rhsScales: ArrayLike,
  options: ScaledMatmulOptions = {},
): NDArray {
  requireOptions("scaledMatmul", options, ["preferredElementType"]);
  const [a, b] = [rescaled("lhs", lhs, lhsScales), rescaled("rhs", rhs, rhsScales)];
  const agree = a.shape[0] === b.shape[0] && a.shape[2] === b.shape[2];
  if (!agree) {
    throw new TypeError(
      `scaledMatmul: lhs is ${a.aval}, but rhs is ${b.aval}; they are [B, M, K] and [B, N, K], with the same B and K`,
    );
  }
  const product = np.einsum("bmk,bnk->bmn", a, b, { preferredElementType: "float32" });
  return product.astype(options.preferredElementType ?? "float32");
}

/** An operand with each block of elements times its factor, as float32. */
function rescaled(what: string, x: ArrayLike, scales: ArrayLike): NDArray {
  const [array, factors] = [np.toArray(x, "scaledMatmul"), np.toArray(scales, "scaledMatmul")];
  const [size = 0, blocks = 0] = [array.shape[2], factors.shape[2]];
  const fit = array.ndim === 3 && factors.ndim === 3 && blocks > 0 && size % blocks === 0;
  if (!fit || array.shape[0] !== factors.shape[0] || array.shape[1] !== factors.shape[1]) {
    throw new TypeError(
      `scaledMatmul: ${what} is ${array.aval}, but ${what}Scales is ${factors.aval}; both have 3 axes, of the same sizes but for ` +
        "the last, which must be a divisor of the operand's",
    );
  }
  return array.astype("float32").mul(np.repeat(factors.astype("float32"), size / blocks, { axis: 2 }));
}
