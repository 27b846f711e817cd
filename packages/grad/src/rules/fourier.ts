import { fourier, unsupported } from "@hyrax/core";
import { jvpFamily, transposeFamily } from "./derivatives.js";

const gap = unsupported("its rule is being written");

export const fourierJvp = jvpFamily(fourier, {
  fft: gap,
});

export const fourierTranspose = transposeFamily(fourier, {
  fft: gap,
});
