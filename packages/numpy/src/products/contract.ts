import { type DotDimensionNumbers, type DType, dotGeneral, type Array as NDArray } from "@hyrax/core";
import { convertTo } from "../convert.js";

/** Options of products. */
export interface ProductOptions {
  /** The dtype to add up in and to return; that of the arrays by default. */
  readonly preferredElementType?: DType;
}

const none: readonly number[] = [];

/** Sums of products over axes of two arrays of the same dtype: `[...batch, ...free axes of lhs, ...free axes of rhs]`. */
export function contract(
  lhs: NDArray,
  rhs: NDArray,
  axes: Partial<DotDimensionNumbers>,
  options: ProductOptions = {},
): NDArray {
  const { lhsContract = none, rhsContract = none, lhsBatch = none, rhsBatch = none } = axes;
  const product = dotGeneral(lhs, rhs, {
    dimensionNumbers: { lhsContract, rhsContract, lhsBatch, rhsBatch },
    preferredElementType: options.preferredElementType ?? lhs.dtype,
  });
  const weakType = options.preferredElementType === undefined && lhs.weakType && rhs.weakType;
  return convertTo(product, product.dtype, weakType);
}
