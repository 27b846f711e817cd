import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { toeplitz } from "./toeplitz.js";

/** Options of `convolutionMatrix`. */
export interface ConvolutionMatrixOptions {
  /** Which part of the convolution: see `np.convolve`; "full" by default. */
  readonly mode?: "full" | "same" | "valid";
}

/**
 * The matrices `[..., l, n]` whose product with a vector `[n]` is its convolution with `a`, `[..., m]`: what `np.convolve` computes. Throws a
 * `TypeError` for no elements, and another mode.
 */
export function convolutionMatrix(a: ArrayLike, n: number, options: ConvolutionMatrixOptions = {}): NDArray {
  const name = "convolutionMatrix";
  requireOptions(name, options, ["mode"]);
  const { mode = "full" } = options;
  const kernel = np.asarray(a);
  const m = kernel.shape.at(-1) ?? 0;
  if (m === 0) throw new TypeError(`${name}: takes elements [..., m], found the shape [${kernel.shape.join(", ")}]`);
  if (!Number.isInteger(n) || n < 1) throw new TypeError(`${name}: the size must be a positive integer, found ${n}`);
  if (mode !== "full" && mode !== "same" && mode !== "valid") {
    throw new TypeError(`${name}: the mode must be "full", "same" or "valid", found ${JSON.stringify(mode)}`);
  }
  const zeros = np.zeros([...kernel.shape.slice(0, -1), n - 1], { dtype: kernel.dtype });
  const column = np.concatenate([kernel, zeros], { axis: -1 });
  const row = np.concatenate([kernel.get("...", ":1"), zeros], { axis: -1 });
  const full = toeplitz(column, { r: row });
  // Of the rows of the full convolution, those where both overlap, or as many as the longer has in the middle.
  const shorter = Math.min(m, n) - 1;
  const before = mode === "full" ? 0 : mode === "valid" ? shorter : Math.floor(shorter / 2);
  const after = mode === "full" ? 0 : mode === "valid" ? shorter : shorter - Math.floor(shorter / 2);
  return full.get("...", `${before}:${m + n - 1 - after}`, ":");
}
