import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as nn from "@hyrax/nn";

/** As `softmax` of `@hyrax/nn`, but over all axes by default. */
export function softmax(x: ArrayLike, options: nn.SoftmaxOptions = {}): NDArray {
  return nn.softmax(x, { axis: null, ...options });
}

/** As `logSoftmax` of `@hyrax/nn`, but over all axes by default. */
export function logSoftmax(x: ArrayLike, options: nn.SoftmaxOptions = {}): NDArray {
  return nn.logSoftmax(x, { axis: null, ...options });
}
