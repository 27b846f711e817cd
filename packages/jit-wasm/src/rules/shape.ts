import { shape, unsupported } from "@hyrax/core";
import { concatenate, split } from "../kernels/concatenate.js";
import { pad } from "../kernels/pad.js";
import { kernelFamily } from "./kernel-rule.js";

const planned = unsupported("it is part of the kernels that read its result");

export const shapeKernels = kernelFamily(shape, {
  broadcastInDim: planned,
  reshape: planned,
  transpose: planned,
  squeeze: planned,
  rev: planned,
  iota: planned,
  concatenate,
  split,
  pad,
});
