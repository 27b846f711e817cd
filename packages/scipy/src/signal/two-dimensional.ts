import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { convolveDirectly } from "./direct.js";
import { type ConvolveMode, overlapsOf } from "./overlap.js";

/** Options of `convolve2d` and `correlate2d`. */
export interface Convolve2dOptions {
  /** Which part of the result to return; "full" by default. */
  readonly mode?: ConvolveMode;
  /** What lies beyond the edges: only "fill". */
  readonly boundary?: "fill";
  /** The value beyond the edges: only 0. */
  readonly fillvalue?: 0;
}

/** The convolution of two matrices. Integers become floats. Throws a `TypeError` for shapes that do not fit. */
export function convolve2d(x: ArrayLike, y: ArrayLike, options: Convolve2dOptions = {}): NDArray {
  const [a, b, mode] = checked("convolve2d", x, y, options);
  return convolveDirectly(a, b, overlapsOf("convolve2d", mode, a.shape, b.shape));
}

/** The cross-correlation of two matrices. Integers become floats. Throws a `TypeError` for shapes that do not fit. */
export function correlate2d(x: ArrayLike, y: ArrayLike, options: Convolve2dOptions = {}): NDArray {
  const [a, b, mode] = checked("correlate2d", x, y, options);
  const overlaps = overlapsOf("correlate2d", mode, a.shape, b.shape);
  // Its middle is that of y before it is turned round: of an even size the other one of both.
  const turned = overlaps.map(({ start, size }, axis) => ({ start: (b.shape[axis] as number) - 1 - start, size }));
  return convolveDirectly(a, np.flip(np.conj(b)), mode === "same" ? turned : overlaps);
}

function checked(
  name: string,
  x: ArrayLike,
  y: ArrayLike,
  options: Convolve2dOptions,
): readonly [NDArray, NDArray, ConvolveMode] {
  requireOptions(name, options, ["mode", "boundary", "fillvalue"]);
  const { mode = "full", boundary = "fill", fillvalue = 0 } = options;
  if (boundary !== "fill" || fillvalue !== 0) {
    throw new TypeError(
      `${name}: beyond the edges there is only { boundary: "fill", fillvalue: 0 }; np.pad has other borders`,
    );
  }
  const [a, b] = np.promoteDtypesInexact(name, x, y);
  if (a.ndim === 2 && b.ndim === 2) return [a, b, mode];
  throw new TypeError(`${name}: takes matrices, found ${a.aval} and ${b.aval}; convolve and correlate take any rank`);
}
