import { reduction, unsupported } from "@hyrax/core";
import { kernelFamily } from "./kernel-rule.js";

const planned = unsupported("the planner makes a reduction of it");
const gap = unsupported("there is no compiled kernel for it yet");

export const reductionKernels = kernelFamily(reduction, {
  reduceSum: planned,
  reduceProd: planned,
  reduceMax: planned,
  reduceMin: planned,
  reduceAnd: planned,
  reduceOr: planned,
  reduceXor: planned,
  argmax: gap,
  argmin: gap,
  cumsum: gap,
  cumprod: gap,
  cummax: gap,
  cummin: gap,
  cumlogsumexp: gap,
});
