import { add, dtypeKind, lt, type Array as NDArray, selectN } from "@hyrax/core";
import { convertTo } from "../convert.js";

/** Indices counted from the front: negative ones count from the end of an axis of the given size. */
export function wrapNegative(index: NDArray, size: number): NDArray {
  if (dtypeKind(index.dtype) === "u") return index;
  const wide = index.dtype === "int32" ? index : convertTo(index, "int32");
  return selectN([lt(wide, 0), wide, add(convertTo(wide, "int32"), size)]);
}
