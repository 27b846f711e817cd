import { convertElementType, type DType, type Array as NDArray } from "@hyrax/core";

/** The array in the dtype of another, which it may differ from where a product was accumulated in a wider one. */
export function inDtype(x: NDArray, { dtype }: { readonly dtype: DType }): NDArray {
  return x.dtype === dtype ? x : convertElementType(x, { newDtype: dtype, weakType: false });
}
