import {
  asArray,
  complexDtype,
  convertElementType,
  type DType,
  dtypeKind,
  isComplex,
  isInexact,
  type Array as NDArray,
  type Operand,
} from "@hyrax/core";
import { type FftType as FftTypeName, fourier } from "@hyrax/core/library";
import { require } from "./require.js";

/** The Fourier transforms that `fft` does. */
export const FftType = { FFT: "FFT", IFFT: "IFFT", RFFT: "RFFT", IRFFT: "IRFFT" } as const satisfies {
  readonly [T in FftTypeName]: T;
};
export type FftType = FftTypeName;

/**
 * The discrete Fourier transform over the last axes, `[..., ...fftLengths]` in the time domain. FFT and IFFT are between
 * complex numbers; RFFT gives the first `⌊n/2⌋ + 1` elements along the last axis of the spectrum of real numbers, and
 * IRFFT takes those back. Inverse transforms are divided by the number of elements.
 *
 * Numbers that are not complex become so, those of an RFFT floating. Throws a `TypeError` for an RFFT of complex or
 * 16-bit numbers, and for sizes that are not those of `fftLengths`.
 *
 * @example
 * lax.fft(x, "RFFT", [8]); // float32[8] to complex64[5]
 */
export function fft(x: Operand, fftType: FftType | Lowercase<FftType>, fftLengths: readonly number[]): NDArray {
  const array = asArray(x);
  const type = FftType[String(fftType).toUpperCase() as FftType]; // undefined if it is none of them
  require(type !== undefined, () => `fft: there is no type ${fftType}; types are ${Object.keys(FftType).join(", ")}`);
  const sizes = fftLengths.every((n) => Number.isInteger(n) && n >= 0);
  require(sizes, () => `fft: lengths are integers of zero or more, found [${fftLengths}]`);
  const numbers = inexact(array);
  const input = type === "RFFT" ? real(numbers) : converted(numbers, complexDtype(numbers.dtype));
  return fftLengths.length === 0 ? input : fourier.fft(input, { fftType: type, fftLengths });
}

/** Integers and booleans as floats, single ones unless they are wider themselves. */
function inexact(x: NDArray): NDArray {
  const { dtype } = x;
  require(dtypeKind(dtype) !== "x", () => `fft: takes numbers, found ${x.aval}`);
  return isInexact(dtype) ? x : converted(x, dtype === "int64" || dtype === "uint64" ? "float64" : "float32");
}

function real(x: NDArray): NDArray {
  require(!isComplex(x.dtype), () => `fft: an RFFT takes real numbers, found ${x.aval}; take lax.real(x), or an FFT`);
  const single = x.dtype === "float32" || x.dtype === "float64";
  require(single, () => `fft: an RFFT takes float32 or float64, found ${x.aval}; convert it with convertElementType`);
  return x;
}

function converted(x: NDArray, newDtype: DType): NDArray {
  return x.dtype === newDtype ? x : convertElementType(x, { newDtype, weakType: false });
}
