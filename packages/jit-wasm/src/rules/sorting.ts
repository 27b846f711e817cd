import { sorting } from "@hyrax/core";
import { sortKernel } from "../kernels/sort/sort-kernel.js";
import { topKKernel } from "../kernels/sort/top-k.js";
import { kernelFamily } from "./kernel-rule.js";

export const sortingKernels = kernelFamily(sorting, {
  sort: sortKernel,
  topK: topKKernel,
});
