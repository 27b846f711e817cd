import "@hyrax/cpu";
import { type FftType, fourier } from "@hyrax/core/library";
import { describe } from "vitest";
import { complexSpread, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";

const params = (fftType: FftType, ...fftLengths: number[]) => ({ fftType, fftLengths });

describe("derivatives of Fourier transforms", () => {
  sweep(fourier, {
    fft: [
      { inputs: [complexSpread([5])], params: params("FFT", 5) },
      { inputs: [complexSpread([2, 4])], params: params("FFT", 2, 4) },
      { inputs: [complexSpread([2, 6])], params: params("IFFT", 6) },
      { inputs: [spread([6])], params: params("RFFT", 6) },
      { inputs: [spread([2, 5])], params: params("RFFT", 5) },
      { inputs: [spread([2, 3, 4])], params: params("RFFT", 3, 4) },
      { inputs: [spread([3, 1])], params: params("RFFT", 3, 1) },
      { inputs: [complexSpread([4])], params: params("IRFFT", 6) },
      { inputs: [complexSpread([2, 4])], params: params("IRFFT", 7) },
      { inputs: [complexSpread([2, 3, 3])], params: params("IRFFT", 3, 4) },
    ],
  });
});
