import { add, convertElementType, div, eq, type Array as NDArray } from "@hyrax/core";

/** 1 where a condition holds, 0 elsewhere, in the dtype of `like`. */
export function indicator(condition: NDArray, like: NDArray): NDArray {
  return convertElementType(condition, { newDtype: like.dtype, weakType: false });
}

/** What `x` has of the extreme value `z` of two: 1 where it is that alone, ½ where the other is too, 0 elsewhere. */
export function share(x: NDArray, z: NDArray, other: NDArray): NDArray {
  return div(indicator(eq(x, z), z), add(indicator(eq(other, z), z), 1));
}
