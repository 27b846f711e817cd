import { shape, unsupported } from "@hyrax/core";
import { kernelFamily } from "./kernel-rule.js";

const planned = unsupported("it is part of the kernels that read its result");
const gap = unsupported("there is no compiled kernel for it yet");

export const shapeKernels = kernelFamily(shape, {
  broadcastInDim: planned,
  reshape: planned,
  transpose: planned,
  squeeze: planned,
  rev: planned,
  iota: planned,
  concatenate: gap,
  split: gap,
  pad: gap,
});
