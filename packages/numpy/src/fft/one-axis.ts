import { type ArrayLike, mul, type Array as NDArray, requireOptions } from "@hyrax/core";
import type { FftType } from "@hyrax/core/library";
import { canonicalAxis } from "../axes.js";
import { toArray } from "../convert.js";
import { conj } from "../elementwise/complex.js";
import { type Norm, transform } from "./transform.js";

/** Options of the transforms along one axis. */
export interface FftOptions {
  /** The size in the time domain, to which the array is cut or filled with zeros; that of the axis if not given. */
  readonly n?: number;
  /** The last if not given. */
  readonly axis?: number;
  /** "backward" if not given. */
  readonly norm?: Norm;
}

function along(name: string, type: FftType, inverse: boolean, x: ArrayLike, options: FftOptions): NDArray {
  requireOptions(name, options, ["n", "axis", "norm"]);
  const { n, axis = -1, norm } = options;
  return transform(name, x, { type, inverse, s: n === undefined ? undefined : [n], axes: [axis], norm });
}

/** The discrete Fourier transform along an axis: X[k] = Σ x[j] e^(−2πijk/n). */
export function fft(x: ArrayLike, options: FftOptions = {}): NDArray {
  return along("fft", "FFT", false, x, options);
}

/** The inverse of `fft`: x[j] = 1/n Σ X[k] e^(2πijk/n). */
export function ifft(x: ArrayLike, options: FftOptions = {}): NDArray {
  return along("ifft", "IFFT", true, x, options);
}

/**
 * The first ⌊n/2⌋ + 1 elements of the `fft` of real numbers; the others are their conjugates in reverse. Throws a
 * `TypeError` for complex or 16-bit numbers.
 */
export function rfft(x: ArrayLike, options: FftOptions = {}): NDArray {
  return along("rfft", "RFFT", false, x, options);
}

/** The inverse of `rfft`, real. Without `n` the result has an even size, 2 (m − 1) of m elements. */
export function irfft(x: ArrayLike, options: FftOptions = {}): NDArray {
  return along("irfft", "IRFFT", true, x, options);
}

/** The `fft`, real, of numbers with the symmetry x[n − j] = x[j]*, of which the first ⌊n/2⌋ + 1 are given. */
export function hfft(x: ArrayLike, options: FftOptions = {}): NDArray {
  const array = toArray(x, "hfft");
  const spectrum = along("hfft", "IRFFT", false, conj(array), options);
  return mul(spectrum, sizeAlong("hfft", spectrum, options));
}

/** The inverse of `hfft`: the first ⌊n/2⌋ + 1 of numbers with that symmetry, from their real spectrum. */
export function ihfft(x: ArrayLike, options: FftOptions = {}): NDArray {
  const array = toArray(x, "ihfft");
  const spectrum = conj(along("ihfft", "RFFT", true, array, options));
  return mul(spectrum, 1 / (options.n ?? sizeAlong("ihfft", array, options)));
}

function sizeAlong(name: string, x: NDArray, { axis = -1 }: FftOptions): number {
  return x.shape[canonicalAxis(name, axis, x.ndim)] as number;
}
