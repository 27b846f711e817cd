import { add, gt, type Array as NDArray, shiftRightLogical } from "@hyrax/core";
import { full, where } from "./arithmetic.js";
import { take } from "./take.js";

/** For each value, how many elements of a sorted vector are less than it: int32, by bisection. */
export function searchSorted(sorted: NDArray, values: NDArray): NDArray {
  const [n] = sorted.shape as readonly [number];
  let low = full(values.shape, 0, "int32");
  let high = full(values.shape, n, "int32");
  for (let size = n; size > 0; size = size >> 1) {
    const middle = shiftRightLogical(add(low, high), 1);
    const right = gt(values, take(sorted, middle, 0));
    low = where(right, middle, low);
    high = where(right, high, middle);
  }
  return high;
}
