import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import type { FftType } from "@hyrax/core/library";
import { type Norm, transform } from "./transform.js";

/** Options of the transforms over several axes. */
export interface FftnOptions {
  /** The sizes in the time domain, to which the array is cut or filled with zeros; those of the axes if not given. */
  readonly s?: readonly number[];
  /** All axes if not given, or the last ones for which `s` has sizes. */
  readonly axes?: readonly number[];
  /** "backward" if not given. */
  readonly norm?: Norm;
}

/** Options of the transforms over two axes: the last two if not given. */
export interface Fft2Options extends FftnOptions {
  readonly s?: readonly [number, number];
  readonly axes?: readonly [number, number];
}

function over(name: string, type: FftType, x: ArrayLike, options: FftnOptions): NDArray {
  requireOptions(name, options, ["s", "axes", "norm"]);
  const { s, axes, norm } = options;
  return transform(name, x, { type, inverse: name.startsWith("i"), s, axes, norm });
}

function overTwo(name: string, type: FftType, x: ArrayLike, options: Fft2Options): NDArray {
  const { axes = [-2, -1] } = options;
  if (axes.length !== 2) throw new TypeError(`${name}: transforms two axes, found axes [${axes}]`);
  return over(name, type, x, { ...options, axes });
}

/** The discrete Fourier transform over two axes. */
export function fft2(x: ArrayLike, options: Fft2Options = {}): NDArray {
  return overTwo("fft2", "FFT", x, options);
}

/** The inverse of `fft2`. */
export function ifft2(x: ArrayLike, options: Fft2Options = {}): NDArray {
  return overTwo("ifft2", "IFFT", x, options);
}

/** The `fft2` of real numbers, of the last of the axes the first ⌊n/2⌋ + 1 elements. */
export function rfft2(x: ArrayLike, options: Fft2Options = {}): NDArray {
  return overTwo("rfft2", "RFFT", x, options);
}

/** The inverse of `rfft2`, real; the last of the axes has an even size unless `s` says otherwise. */
export function irfft2(x: ArrayLike, options: Fft2Options = {}): NDArray {
  return overTwo("irfft2", "IRFFT", x, options);
}

/** The discrete Fourier transform over several axes. */
export function fftn(x: ArrayLike, options: FftnOptions = {}): NDArray {
  return over("fftn", "FFT", x, options);
}

/** The inverse of `fftn`. */
export function ifftn(x: ArrayLike, options: FftnOptions = {}): NDArray {
  return over("ifftn", "IFFT", x, options);
}

/** The `fftn` of real numbers, of the last of the axes the first ⌊n/2⌋ + 1 elements. */
export function rfftn(x: ArrayLike, options: FftnOptions = {}): NDArray {
  return over("rfftn", "RFFT", x, options);
}

/** The inverse of `rfftn`, real; the last of the axes has an even size unless `s` says otherwise. */
export function irfftn(x: ArrayLike, options: FftnOptions = {}): NDArray {
  return over("irfftn", "IRFFT", x, options);
}
