import { add, type Array as NDArray, rem } from "@hyrax/core";
import { convertTo } from "../convert.js";

/** The remainder of integers by a positive number, from 0 to it: indices that count on from the start. */
export function floorMod(x: NDArray, divisor: number): NDArray {
  const wide = convertTo(x, "int32");
  return rem(add(rem(wide, divisor), divisor), divisor);
}
