import { convolution } from "@hyrax/core/library";
import { convolve } from "../kernels/convolution.js";
import { kernelFamily, type Target } from "./kernel-rule.js";

export const convolutionKernels = kernelFamily(convolution, {
  convGeneralDilated: (inputs, params, [out], program) => convolve(inputs, params, out as Target, program),
});
