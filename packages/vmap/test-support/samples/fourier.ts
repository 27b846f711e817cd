import type { fourier } from "@hyrax/core/library";
import { complexes, reals } from "../draw.js";
import type { Samples } from "../sample.js";

export const fourierSamples: Samples<typeof fourier> = {
  fft: [
    { inputs: [complexes(5)], params: { fftType: "FFT", fftLengths: [5] } },
    { inputs: [complexes(2, 6)], params: { fftType: "IFFT", fftLengths: [6] } },
    { inputs: [complexes(2, 3, 4)], params: { fftType: "FFT", fftLengths: [3, 4] } },
    { inputs: [reals(3, 4)], params: { fftType: "RFFT", fftLengths: [4] } },
    { inputs: [reals(3, 5)], params: { fftType: "RFFT", fftLengths: [3, 5] } },
    { inputs: [complexes(2, 3)], params: { fftType: "IRFFT", fftLengths: [2, 4] } },
  ],
};
