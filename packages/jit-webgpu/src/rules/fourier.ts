import { unsupported } from "@hyrax/core";
import { fourier } from "@hyrax/core/library";
import { kernelFamily } from "./kernel-rule.js";

export const fourierKernels = kernelFamily(fourier, { fft: unsupported("WGSL has no complex numbers") });
