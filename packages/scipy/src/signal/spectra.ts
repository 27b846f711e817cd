import { type ArrayLike, type DType, isComplex, type Array as NDArray, realDtype } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { detrend, type Trend } from "./detrend.js";
import { type Boundary, extended, lengthened } from "./extend.js";
import { cut } from "./segments.js";
import { type WindowLike, windowOf } from "./windows.js";

/** Options of all functions that take the spectra of segments. */
export interface SpectralOptions {
  /** Samples per unit of time; 1 by default. */
  readonly fs?: number;
  /** What segments are multiplied by: "hann" by default. */
  readonly window?: WindowLike;
  /** How many elements a segment has. */
  readonly nperseg?: number;
  /** How many of them it shares with the next one; half of them by default. */
  readonly noverlap?: number;
  /** How many elements the Fourier transform takes, zeros after the segment included; `nperseg` by default. */
  readonly nfft?: number;
  /** What is taken away from each segment, or a function `[..., count, nperseg]` to the same that does so. */
  readonly detrend?: Trend | false | ((segments: NDArray) => NDArray);
  /** Whether to leave out the negative frequencies, which say nothing new for real data; true by default. Those of complex data stay. */
  readonly returnOnesided?: boolean;
  /** The axis of time; the last one by default. Frequencies take its place, and segments are last. */
  readonly axis?: number;
}

/** What a function does to data before it cuts them. */
export interface Preparation {
  readonly boundary: Boundary;
  /** Whether to put zeros after the data, so that the last segment is whole. */
  readonly padded: boolean;
}

/** The spectra of the segments of data. */
export interface Spectra {
  /** `[frequency]`. */
  readonly frequencies: NDArray;
  /** The time of the middle of each segment, `[segment]`. */
  readonly times: NDArray;
  /** For each of the data: complex `[..., segment, frequency]`. */
  readonly spectra: readonly NDArray[];
  readonly window: NDArray;
  readonly fs: number;
  /** How many of the frequencies, from the second on, stand for a negative one too. */
  readonly doubled: number;
  /** `[..., segment, frequency]` with the frequencies where time was. */
  readonly arranged: (x: NDArray) => NDArray;
}

/** The Fourier transforms of segments of data, of which shorter ones are continued with zeros. Throws a `TypeError` that names the function for sizes that do not fit. */
export function spectraOf(
  name: string,
  data: readonly [ArrayLike, ...ArrayLike[]],
  options: SpectralOptions,
  { boundary, padded }: Preparation,
): Spectra {
  const { fs = 1, axis = -1, window: shape = "hann" } = options;
  const given = np.promoteDtypesInexact(name, ...data).map((x) => np.moveaxis(x, axis, -1));
  const length = Math.max(...given.map(({ shape }) => shape.at(-1) as number));
  const arrays = given.map((x) => lengthened(x, length - (x.shape.at(-1) as number)));
  // There is at least one.
  const [{ ndim, dtype }] = arrays as unknown as readonly [NDArray];
  const real = realDtype(dtype as DType);
  const { window, nperseg } = windowOf(name, shape, options.nperseg, length, real);
  const noverlap = whole(name, "noverlap", options.noverlap ?? Math.floor(nperseg / 2), 0, nperseg - 1);
  const nfft = whole(name, "nfft", options.nfft ?? nperseg, nperseg, Number.POSITIVE_INFINITY);
  const step = nperseg - noverlap;

  const margin = boundary === null ? 0 : Math.floor(nperseg / 2);
  const missing = padded ? positiveMod(nperseg - length - 2 * margin, step) : 0;
  const onesided = options.returnOnesided !== false && !isComplex(dtype as DType);
  const withoutTrend = detrending(name, options.detrend ?? false);
  const spectra = arrays.map((x) => {
    const segments = cut(lengthened(extended(name, x, margin, boundary), missing), { size: nperseg, step });
    const windowed = withoutTrend(segments).mul(window);
    return onesided ? np.fft.rfft(windowed, { n: nfft }) : np.fft.fft(windowed, { n: nfft });
  });

  const count = (spectra[0] as NDArray).shape.at(-2) as number;
  // With a boundary the first segment is centred on the first element.
  const start = boundary === null ? nperseg / 2 : 0;
  const frequency = { d: 1 / fs, dtype: real };
  const position = axis < 0 ? axis + ndim : axis;
  return {
    frequencies: onesided ? np.fft.rfftfreq(nfft, frequency) : np.fft.fftfreq(nfft, frequency),
    times: np.arange(count, undefined, undefined, { dtype: real }).mul(step).add(start).div(fs),
    spectra,
    window,
    fs,
    doubled: onesided ? Math.ceil(nfft / 2) - 1 : 0,
    arranged: (x) => np.moveaxis(x, -1, position),
  };
}

function detrending(name: string, trend: SpectralOptions["detrend"] & {}): (segments: NDArray) => NDArray {
  if (trend === false) return (segments) => segments;
  if (typeof trend === "function") return trend;
  if (trend === "constant" || trend === "linear") return (segments) => detrend(segments, { type: trend });
  throw new TypeError(`${name}: detrend is "constant", "linear", false or a function, found ${String(trend)}`);
}

/** A whole number within bounds. */
export function whole(name: string, what: string, value: number, least: number, greatest: number): number {
  if (Number.isInteger(value) && value >= least && value <= greatest) return value;
  const range = Number.isFinite(greatest) ? `from ${least} to ${greatest}` : `of at least ${least}`;
  throw new TypeError(`${name}: ${what} is an integer ${range}, found ${String(value)}`);
}

const positiveMod = (a: number, n: number) => ((a % n) + n) % n;
