import { convolution } from "@hyrax/core/library";
import { convolution as convolutionKernel } from "../kernels/convolution.js";
import { kernelFamily } from "./kernel-rule.js";

export const convolutionKernels = kernelFamily(convolution, {
  convGeneralDilated: convolutionKernel,
});
