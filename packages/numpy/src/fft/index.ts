export { type FrequencyOptions, fftfreq, rfftfreq } from "./frequencies.js";
export {
  type Fft2Options,
  type FftnOptions,
  fft2,
  fftn,
  ifft2,
  ifftn,
  irfft2,
  irfftn,
  rfft2,
  rfftn,
} from "./many-axes.js";
export { type FftOptions, fft, hfft, ifft, ihfft, irfft, rfft } from "./one-axis.js";
export { fftshift, ifftshift, type ShiftOptions } from "./shift.js";
export type { Norm } from "./transform.js";
