import { type ShapedArray, shapedArray } from "../aval.js";
import { complexDtype, realDtype } from "../dtypes/dtype.js";
import { primitive } from "../primitive.js";
import { require, requireKind } from "./abstract.js";

/** Complex to complex there and back; real to the half of a spectrum that says it all, and back. */
export type FftType = "FFT" | "IFFT" | "RFFT" | "IRFFT";

export interface FftParams {
  readonly fftType: FftType;
  /** The sizes of the last axes in the time domain; they are transformed, the others are batches. */
  readonly fftLengths: readonly number[];
}

/** The discrete Fourier transform over the last axes; the inverse ones divide by the number of elements. */
export const fft = primitive("fft", ([x]: readonly [x: ShapedArray], { fftType, fftLengths }: FftParams) => {
  const rank = fftLengths.length;
  const last = fftLengths[rank - 1] as number;
  const half = Math.floor(last / 2) + 1;
  requireKind(x, fftType === "RFFT" ? "f" : "c");
  require(rank >= 1 && rank <= x.shape.length, () => `transforms ${rank} axes of ${x}; it must have as many`);
  const start = x.shape.length - rank;
  const [sizeIn, sizeOut] = { FFT: [last, last], IFFT: [last, last], RFFT: [last, half], IRFFT: [half, last] }[fftType];
  const wanted = [...fftLengths.slice(0, -1), sizeIn];
  require(wanted.every((n, i) => n === x.shape[start + i]), () =>
    `${fftType} of lengths [${fftLengths}] takes [..., ${wanted}], found ${x}`);
  const shape = [...x.shape.slice(0, -1), sizeOut as number];
  const dtype = fftType === "IRFFT" ? realDtype(x.dtype) : complexDtype(x.dtype);
  return shapedArray(shape, dtype);
});

/** Fourier transforms. */
export const fourier = { fft };
