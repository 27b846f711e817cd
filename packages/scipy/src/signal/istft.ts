import {
  type ArrayLike,
  complexDtype,
  type DType,
  isComplex,
  type Array as NDArray,
  realDtype,
  requireOptions,
} from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { overlapAdd } from "./segments.js";
import { whole } from "./spectra.js";
import { type WindowLike, windowOf } from "./windows.js";

/** Options of `istft`; they have to be those that `stft` had. */
export interface IstftOptions {
  /** Samples per unit of time; 1 by default. */
  readonly fs?: number;
  /** What segments were multiplied by: "hann" by default. */
  readonly window?: WindowLike;
  /** How many elements a segment has; as many as the frequencies say by default, an even number. */
  readonly nperseg?: number;
  /** How many of them it shares with the next one; half of them by default. */
  readonly noverlap?: number;
  /** How many elements the Fourier transform took; as many as the frequencies say by default. */
  readonly nfft?: number;
  /** Whether the negative frequencies were left out, so that the data are real; true by default. */
  readonly inputOnesided?: boolean;
  /** Whether half a segment was put before and after the data; true by default. */
  readonly boundary?: boolean;
  /** The axis of segments; the last one by default. */
  readonly timeAxis?: number;
  /** The axis of frequencies; the one before the last by default. */
  readonly freqAxis?: number;
}

const istftOptions = [
  "fs",
  "window",
  "nperseg",
  "noverlap",
  "nfft",
  "inputOnesided",
  "boundary",
  "timeAxis",
  "freqAxis",
] as const satisfies readonly (keyof IstftOptions)[];

/** Where the squares of the windows add up to no more than this, nothing of the data is left. */
const leastWeight = 1e-10;

/**
 * The data of a short-time Fourier transform `[..., frequency, segment]`: `[times, data]`, with time last, or where the segments were
 * if frequencies are before them. Overlapping segments are weighted so that the data are those of least squares.
 * Throws a `TypeError` for sizes that do not fit.
 * Source: Griffin and Lim, "Signal estimation from modified short-time Fourier transform", 1984.
 */
export function istft(Zxx: ArrayLike, options: IstftOptions = {}): [times: NDArray, data: NDArray] {
  requireOptions("istft", options, istftOptions);
  const {
    fs = 1,
    window: shape = "hann",
    inputOnesided = true,
    boundary = true,
    timeAxis = -1,
    freqAxis = -2,
  } = options;
  const Z = transform(Zxx, freqAxis, timeAxis);
  const rows = Z.shape.at(-1) as number;
  const natural = inputOnesided ? 2 * (rows - 1) : rows;
  const nperseg = whole("istft", "nperseg", options.nperseg ?? natural, 1, Number.POSITIVE_INFINITY);
  // Of an odd size there are as many frequencies as of the even one below it.
  const size = inputOnesided && nperseg === natural + 1 ? nperseg : natural;
  const nfft = whole("istft", "nfft", options.nfft ?? size, nperseg, Number.POSITIVE_INFINITY);
  const noverlap = whole("istft", "noverlap", options.noverlap ?? Math.floor(nperseg / 2), 0, nperseg - 1);

  const inverse = inputOnesided ? np.fft.irfft(Z, { n: nfft }) : np.fft.ifft(Z, { n: nfft });
  const real = realDtype(Z.dtype as DType);
  const { window } = windowOf("istft", shape, nperseg, nperseg, real);
  const segments = { size: nperseg, step: nperseg - noverlap };
  const weighted = overlapAdd(inverse.get("...", `:${nperseg}`).mul(window.mul(np.sum(window))), segments);
  const weights = overlapAdd(np.broadcastTo(np.square(window), [Z.shape.at(-2) as number, nperseg]), segments);
  const data = weighted.div(np.where(weights.greater(leastWeight), weights, 1));

  const margin = boundary ? Math.floor(nperseg / 2) : 0;
  const kept = margin === 0 ? data : data.get("...", `${margin}:${(data.shape.at(-1) as number) - margin}`);
  const times = np.arange(kept.shape.at(-1) as number, undefined, undefined, { dtype: real }).div(fs);
  return [times, placed(kept, freqAxis, timeAxis)];
}

/** The transform as a complex array `[..., segment, frequency]`. */
function transform(Zxx: ArrayLike, freqAxis: number, timeAxis: number): NDArray {
  const [array] = np.promoteInexact("istft", Zxx);
  const valid = [freqAxis, timeAxis].every(
    (axis) => Number.isInteger(axis) && axis >= -array.ndim && axis < array.ndim,
  );
  if (array.ndim < 2 || !valid || fromFront(freqAxis, array.ndim) === fromFront(timeAxis, array.ndim)) {
    throw new TypeError(`istft: freqAxis ${freqAxis} and timeAxis ${timeAxis} must be two axes of ${array.aval}`);
  }
  const Z = isComplex(array.dtype as DType) ? array : array.astype(complexDtype(array.dtype as DType));
  return np.moveaxis(Z, [timeAxis, freqAxis], [-2, -1]);
}

/** The data `[..., time]` with time where the segments were, once the axis of frequencies is gone. */
function placed(x: NDArray, freqAxis: number, timeAxis: number): NDArray {
  const [frequency, time] = [fromFront(freqAxis, x.ndim + 1), fromFront(timeAxis, x.ndim + 1)];
  return np.moveaxis(x, -1, frequency < time ? time - 1 : time);
}

const fromFront = (axis: number, ndim: number) => (axis < 0 ? axis + ndim : axis);
