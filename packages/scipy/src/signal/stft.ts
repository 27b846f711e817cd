import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import type { Boundary } from "./extend.js";
import { type SpectralOptions, spectraOf } from "./spectra.js";

/** Options of `stft`; a segment has 256 elements by default, or all if there are fewer, and keeps its trend. */
export interface StftOptions extends SpectralOptions {
  /** What is put before and after the data, so that the first segment is centred on the first element; "zeros" by default. */
  readonly boundary?: Boundary;
  /** Whether to put zeros after the data, so that the last segment is whole; true by default. */
  readonly padded?: boolean;
}

export const spectralOptions = [
  "fs",
  "window",
  "nperseg",
  "noverlap",
  "nfft",
  "detrend",
  "returnOnesided",
  "axis",
] as const satisfies readonly (keyof SpectralOptions)[];

/**
 * The short-time Fourier transform: `[frequencies, times, Z]`, with Z `[..., frequency, segment]` complex, in the units of the data.
 * Throws a `TypeError` for sizes that do not fit. `istft` is its inverse.
 */
export function stft(
  x: ArrayLike,
  options: StftOptions = {},
): [frequencies: NDArray, times: NDArray, spectra: NDArray] {
  requireOptions("stft", options, [...spectralOptions, "boundary", "padded"]);
  const { boundary = "zeros", padded = true, nperseg, window = "hann", ...rest } = options;
  const size = nperseg ?? (typeof window === "string" ? 256 : undefined);
  const cutting = { ...rest, window, ...(size !== undefined && { nperseg: size }) };
  const found = spectraOf("stft", [x], cutting, { boundary, padded });
  const [spectrum] = found.spectra as readonly [NDArray]; // one for each of the data
  const scaled = spectrum.div(np.abs(np.sum(found.window)));
  return [found.frequencies, found.times, found.arranged(scaled)];
}
