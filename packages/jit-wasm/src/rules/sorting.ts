import { sorting, unsupported } from "@hyrax/core";
import { kernelFamily } from "./kernel-rule.js";

const gap = unsupported("there is no compiled kernel for it yet");

export const sortingKernels = kernelFamily(sorting, {
  sort: gap,
  topK: gap,
});
