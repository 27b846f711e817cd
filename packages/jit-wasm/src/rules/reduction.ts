import { reduction, unsupported } from "@hyrax/core";
import { argReduce } from "../kernels/arg-reduce.js";
import { cumulative } from "../kernels/cumulative/cumulative.js";
import { kernelFamily } from "./kernel-rule.js";

const planned = unsupported("the planner makes a reduction of it");

export const reductionKernels = kernelFamily(reduction, {
  reduceSum: planned,
  reduceProd: planned,
  reduceMax: planned,
  reduceMin: planned,
  reduceAnd: planned,
  reduceOr: planned,
  reduceXor: planned,
  argmax: argReduce("max"),
  argmin: argReduce("min"),
  cumsum: cumulative("sum"),
  cumprod: cumulative("prod"),
  cummax: cumulative("max"),
  cummin: cumulative("min"),
  cumlogsumexp: cumulative("logSum"),
});
