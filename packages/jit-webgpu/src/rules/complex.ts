import { complexParts, unsupported } from "@hyrax/core";
import { kernelFamily } from "./kernel-rule.js";

const gap = unsupported("WGSL has no complex numbers");

export const complexKernels = kernelFamily(complexParts, { complex: gap, real: gap, imag: gap, conj: gap });
