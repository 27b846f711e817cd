import { indexing, unsupported } from "@hyrax/core";
import { dynamicSlice, dynamicUpdateSlice } from "../kernels/indexing/dynamic-slice.js";
import { gather } from "../kernels/indexing/gather.js";
import { scatter } from "../kernels/indexing/scatter.js";
import { kernelFamily } from "./kernel-rule.js";

const planned = unsupported("it is part of the kernels that read its result");

export const indexingKernels = kernelFamily(indexing, {
  slice: planned,
  dynamicSlice,
  dynamicUpdateSlice,
  gather,
  scatter: scatter(),
  scatterAdd: scatter("add"),
  scatterMul: scatter("mul"),
  scatterMin: scatter("min"),
  scatterMax: scatter("max"),
});
