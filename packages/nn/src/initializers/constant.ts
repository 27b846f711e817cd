import type { DType, Array as NDArray, Shape } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import type { Key } from "@hyrax/random";

/** An initializer of zeros; it takes a key as all initializers do and ignores it. */
export function zeros(_key: Key | null, shape: Shape, dtype: DType = "float32"): NDArray {
  return np.zeros(shape, { dtype });
}
