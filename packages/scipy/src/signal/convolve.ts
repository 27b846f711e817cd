import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { convolveDirectly } from "./direct.js";
import { convolveByFft } from "./fftconvolve.js";
import { type ConvolveMode, overlapsOf } from "./overlap.js";

/** Options of `convolve` and `correlate`. */
export interface ConvolveOptions {
  /** Which part of the result to return; "full" by default. */
  readonly mode?: ConvolveMode;
  /** Whether to add up products, as "direct" and by default, or to take Fourier transforms. */
  readonly method?: "auto" | "direct" | "fft";
}

/**
 * The convolution Σ x[i] y[n − i] of two arrays of the same rank, over all axes. Integers become floats. Throws a `TypeError` for
 * shapes that do not fit.
 *
 * @example
 * String(signal.convolve(np.array([1, 2, 3]), np.array([1, 1]))) // [1. 3. 5. 3.]
 */
export function convolve(x: ArrayLike, y: ArrayLike, options: ConvolveOptions = {}): NDArray {
  const [a, b] = np.promoteDtypesInexact("convolve", x, y);
  return convolved("convolve", a, b, options);
}

/**
 * The cross-correlation Σ x[i + n] y[i]* of two arrays of the same rank, over all axes. Integers become floats. Throws a `TypeError`
 * for shapes that do not fit.
 */
export function correlate(x: ArrayLike, y: ArrayLike, options: ConvolveOptions = {}): NDArray {
  const [a, b] = np.promoteDtypesInexact("correlate", x, y);
  return convolved("correlate", a, np.flip(np.conj(b)), options);
}

function convolved(name: string, a: NDArray, b: NDArray, options: ConvolveOptions): NDArray {
  requireOptions(name, options, ["mode", "method"]);
  const { mode = "full", method = "auto" } = options;
  if (method !== "auto" && method !== "direct" && method !== "fft") {
    throw new TypeError(`${name}: the method is "auto", "direct" or "fft", found ${JSON.stringify(method)}`);
  }
  const overlaps = overlapsOf(name, mode, a.shape, b.shape);
  if (method !== "fft") return convolveDirectly(a, b, overlaps);
  return convolveByFft(
    a,
    b,
    a.shape.map((_, axis) => axis),
    overlaps,
  );
}
