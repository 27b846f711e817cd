import { type ArrayLike, type DType, isComplex, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { type ConvolveMode, type Overlap, overlapsOf } from "./overlap.js";

/** Options of `fftconvolve`. */
export interface FftConvolveOptions {
  /** Which part of the convolution to return; "full" by default. */
  readonly mode?: ConvolveMode;
  /** The axes to convolve over; all of them by default. Along the others, which must have the same sizes, there is one convolution each. */
  readonly axes?: number | readonly number[] | null;
}

/**
 * The convolution of two arrays of the same rank as the product of their Fourier transforms: for inputs that are both long. Integers
 * become floats. Throws a `TypeError` for shapes that do not fit.
 */
export function fftconvolve(x: ArrayLike, y: ArrayLike, options: FftConvolveOptions = {}): NDArray {
  requireOptions("fftconvolve", options, ["mode", "axes"]);
  const { mode = "full", axes = null } = options;
  const [a, b] = np.promoteDtypesInexact("fftconvolve", x, y);
  const over = axes === null ? a.shape.map((_, axis) => axis) : axesOf(axes, a.ndim);
  const mapped = a.shape.flatMap((n, axis) => (over.includes(axis) || n === b.shape[axis] ? [] : [axis]));
  if (a.ndim !== b.ndim || mapped.length > 0) {
    throw new TypeError(
      `fftconvolve: over the axes [${over.join(", ")}], found the shapes [${a.shape.join(", ")}] and [${b.shape.join(", ")}]; they ` +
        "must have the same rank, and the same sizes along all other axes",
    );
  }
  const sizes = (array: NDArray) => over.map((axis) => array.shape[axis] as number);
  return convolveByFft(a, b, over, overlapsOf("fftconvolve", mode, sizes(a), sizes(b)));
}

/** Parts of the full convolution over some axes, by Fourier transforms. */
export function convolveByFft(x: NDArray, y: NDArray, axes: readonly number[], overlaps: readonly Overlap[]): NDArray {
  const s = axes.map((axis) => (x.shape[axis] as number) + (y.shape[axis] as number) - 1);
  const over = { s, axes };
  const full = isComplex(x.dtype as DType)
    ? np.fft.ifftn(np.fft.fftn(x, over).mul(np.fft.fftn(y, over)), over)
    : np.fft.irfftn(np.fft.rfftn(x, over).mul(np.fft.rfftn(y, over)), over);
  const [start, limit] = [full.shape.map(() => 0), [...full.shape]];
  axes.forEach((axis, i) => {
    const { start: from, size } = overlaps[i] as Overlap;
    start[axis] = from;
    limit[axis] = from + size;
  });
  return lax.slice(full, start, limit);
}

function axesOf(axes: number | readonly number[], ndim: number): readonly number[] {
  return (typeof axes === "number" ? [axes] : axes).map((axis) => {
    if (Number.isInteger(axis) && axis >= -ndim && axis < ndim) return axis < 0 ? axis + ndim : axis;
    throw new TypeError(`fftconvolve: axis ${axis} is out of range for arrays with ${ndim} axes`);
  });
}
