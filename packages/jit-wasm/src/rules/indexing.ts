import { indexing, unsupported } from "@hyrax/core";
import { kernelFamily } from "./kernel-rule.js";

const planned = unsupported("it is part of the kernels that read its result");
const gap = unsupported("there is no compiled kernel for it yet");

export const indexingKernels = kernelFamily(indexing, {
  slice: planned,
  dynamicSlice: gap,
  dynamicUpdateSlice: gap,
  gather: gap,
  scatter: gap,
  scatterAdd: gap,
  scatterMul: gap,
  scatterMin: gap,
  scatterMax: gap,
});
