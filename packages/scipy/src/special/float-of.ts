import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** Floats of 32 or 64 bits, for whose ranges approximations are chosen. Throws a `TypeError` that names the function for others. */
export function floatOf(name: string, x: ArrayLike): NDArray {
  const array = np.toArray(x, name);
  if (array.dtype === "float32" || array.dtype === "float64") return array;
  throw new TypeError(`${name}: takes float32 and float64, found ${array.aval}; convert it with astype`);
}
