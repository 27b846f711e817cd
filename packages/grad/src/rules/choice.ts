import { add, convertElementType, div, eq, type Array as NDArray, selectN } from "@hyrax/core";
import { zeros } from "../interpreters/tangent.js";

/** `x` where a condition holds, 0 elsewhere. */
export function where(condition: NDArray, x: NDArray): NDArray {
  return selectN([condition, zeros(x.aval), x]);
}

/** 1 where a condition holds, 0 elsewhere, in the type of `like`. */
export function indicator(condition: NDArray, like: NDArray): NDArray {
  return convertElementType(condition, { newDtype: like.dtype, weakType: like.weakType });
}

/** What `x` has of the extreme value `z` of two: 1 where it is that alone, ½ where the other is too, 0 elsewhere. */
export function share(x: NDArray, z: NDArray, other: NDArray): NDArray {
  return div(indicator(eq(x, z), z), add(indicator(eq(other, z), z), 1));
}
