import type { fourier } from "@hyrax/core/library";
import { between, reals } from "../draw.js";
import type { Samples } from "../sample.js";

const complex = between(-2, 2, "complex64");

export const fourierSamples: Samples<typeof fourier> = {
  fft: [
    { inputs: [complex(5)], params: { fftType: "FFT", fftLengths: [5] } },
    { inputs: [complex(2, 6)], params: { fftType: "IFFT", fftLengths: [6] } },
    { inputs: [complex(2, 3, 4)], params: { fftType: "FFT", fftLengths: [3, 4] } },
    { inputs: [reals(3, 4)], params: { fftType: "RFFT", fftLengths: [4] } },
    { inputs: [reals(3, 5)], params: { fftType: "RFFT", fftLengths: [3, 5] } },
    { inputs: [complex(2, 3)], params: { fftType: "IRFFT", fftLengths: [2, 4] } },
  ],
};
