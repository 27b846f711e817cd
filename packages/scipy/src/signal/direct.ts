import type { Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import type { Overlap } from "./overlap.js";

/** Parts of the full convolution of two arrays of one dtype and rank, by sums of products. */
export function convolveDirectly(x: NDArray, y: NDArray, overlaps: readonly Overlap[]): NDArray {
  // The shorter one slides.
  const [long, short] = x.size < y.size ? [y, x] : [x, y];
  const padding = overlaps.map(({ start, size }, axis): [number, number] => {
    const [n, k] = [long.shape[axis] as number, short.shape[axis] as number];
    const before = k - 1 - start;
    return [before, size + k - 1 - n - before];
  });
  const strides = overlaps.map(() => 1);
  const image = long.reshape([1, 1, ...long.shape]);
  const kernel = np.flip(short).reshape([1, 1, ...short.shape]);
  return lax.convGeneralDilated(image, kernel, strides, padding).reshape(overlaps.map(({ size }) => size));
}
