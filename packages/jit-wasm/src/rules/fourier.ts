import { fourier } from "@hyrax/core/library";
import { fft } from "../kernels/fourier/fft.js";
import { kernelFamily, type Operand } from "./kernel-rule.js";

export const fourierKernels = kernelFamily(fourier, {
  fft: ([x], params, outs) => fft(x, params, outs[0] as Operand),
});
