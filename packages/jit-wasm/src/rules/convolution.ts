import { unsupported } from "@hyrax/core";
import { convolution } from "@hyrax/core/library";
import { kernelFamily } from "./kernel-rule.js";

const gap = unsupported("there is no compiled kernel for it yet");

export const convolutionKernels = kernelFamily(convolution, {
  convGeneralDilated: gap,
});
