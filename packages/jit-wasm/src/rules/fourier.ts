import { unsupported } from "@hyrax/core";
import { fourier } from "@hyrax/core/library";
import { kernelFamily } from "./kernel-rule.js";

const gap = unsupported("there is no compiled kernel for it yet");

export const fourierKernels = kernelFamily(fourier, {
  fft: gap,
});
