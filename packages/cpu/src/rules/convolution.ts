import { convolution } from "@hyrax/core/library";
import { convolve } from "../convolution.js";
import { cpuFamily } from "../kernel.js";

export const convolutionCpu = cpuFamily(convolution, { convGeneralDilated: convolve });
