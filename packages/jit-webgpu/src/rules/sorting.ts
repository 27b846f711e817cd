import { sorting } from "@hyrax/core";
import { sort, topK } from "../kernels/sort.js";
import { kernelFamily } from "./kernel-rule.js";

export const sortingKernels = kernelFamily(sorting, {
  sort: (inputs, params, outs, program) => sort(inputs, params, outs, program),
  topK: ([x], params, outs, program) => {
    // Abstract evaluation has seen to it that there is one.
    if (x !== undefined) topK(x, params, outs, program);
  },
});
