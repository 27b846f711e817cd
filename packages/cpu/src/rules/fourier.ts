import { fourier, unsupported } from "@hyrax/core";
import { cpuFamily } from "../kernel.js";

const gap = unsupported("its rule is being written");

export const fourierCpu = cpuFamily(fourier, {
  fft: gap,
});
