export { type ConvolveOptions, convolve, correlate } from "./convolve.js";
export { type DetrendOptions, detrend, type Trend } from "./detrend.js";
export { type FftConvolveOptions, fftconvolve } from "./fftconvolve.js";
export type { ConvolveMode } from "./overlap.js";
export { type Convolve2dOptions, convolve2d, correlate2d } from "./two-dimensional.js";
