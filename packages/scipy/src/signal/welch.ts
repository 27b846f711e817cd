import { type ArrayLike, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { type Spectra, type SpectralOptions, spectraOf } from "./spectra.js";
import { spectralOptions } from "./stft.js";

/** Options of `welch` and `csd`; a segment has all elements by default, less their mean. */
export interface WelchOptions extends SpectralOptions {
  /** Whether to return power per unit of frequency, "density" and by default, or the power itself. */
  readonly scaling?: "density" | "spectrum";
  /** How segments are averaged; "mean" by default. */
  readonly average?: "mean" | "median";
}

/**
 * The power spectrum of data, averaged over segments: `[frequencies, power]`, with the power `[..., frequency]` real. Throws a
 * `TypeError` for sizes that do not fit.
 * Source: Welch, "The use of the fast Fourier transform for the estimation of power spectra", 1967.
 */
export function welch(x: ArrayLike, options: WelchOptions = {}): [frequencies: NDArray, power: NDArray] {
  const [frequencies, power] = crossSpectrum("welch", [x], options);
  return [frequencies, np.real(power)];
}

/**
 * The cross power spectrum X* Y of two arrays of data, of which the shorter one is continued with zeros, averaged over segments: `[frequencies, power]`, with the power
 * `[..., frequency]` complex. Throws a `TypeError` for sizes that do not fit.
 */
export function csd(x: ArrayLike, y: ArrayLike, options: WelchOptions = {}): [frequencies: NDArray, power: NDArray] {
  return crossSpectrum("csd", [x, y], options);
}

function crossSpectrum(
  name: string,
  data: readonly [ArrayLike, ...ArrayLike[]],
  options: WelchOptions,
): [frequencies: NDArray, power: NDArray] {
  requireOptions(name, options, [...spectralOptions, "scaling", "average"]);
  const { scaling = "density", average = "mean", ...rest } = options;
  const found = spectraOf(name, data, { detrend: "constant", ...rest }, { boundary: null, padded: false });
  // One for each of the data, of which there are one or two.
  const [first, second = first] = found.spectra as readonly [NDArray, NDArray?];
  const power = np
    .conj(first)
    .mul(second)
    .mul(powerOf(name, scaling, found))
    .mul(multiplicity(found));
  return [found.frequencies, averaged(name, average, found.arranged(power))];
}

/** What turns the squares of a spectrum into power. */
function powerOf(name: string, scaling: WelchOptions["scaling"], { window, fs }: Spectra): NDArray {
  if (scaling === "density") return np.reciprocal(np.sum(np.square(window)).mul(fs));
  if (scaling === "spectrum") return np.reciprocal(np.square(np.sum(window)));
  throw new TypeError(`${name}: the scaling is "density" or "spectrum", found ${String(scaling)}`);
}

/** 2 for the frequencies that stand for a negative one too, 1 for the others. */
function multiplicity({ frequencies, doubled }: Spectra): NDArray {
  const ones = np.onesLike(frequencies);
  return doubled === 0 ? ones : ones.at(`1:${doubled + 1}`).set(2);
}

/** The average over the last axis. */
function averaged(name: string, average: WelchOptions["average"], power: NDArray): NDArray {
  if (average === "mean") return np.mean(power, { axis: -1 });
  if (average !== "median") throw new TypeError(`${name}: the average is "mean" or "median", found ${String(average)}`);
  const part = (x: NDArray) => np.median(x, { axis: -1 }).div(medianBias(power.shape.at(-1) as number));
  return lax.complex(part(np.real(power)), part(np.imag(power)));
}

/**
 * The mean of the median of the power of n segments, in units of the power: 1 + Σ 1/(k + 1) − 1/k over even k below n.
 * Source: Allen et al., "FINDCHIRP", 2012, appendix B.
 */
function medianBias(n: number): number {
  let bias = 1;
  for (let k = 2; k < n; k += 2) bias += 1 / (k + 1) - 1 / k;
  return bias;
}
