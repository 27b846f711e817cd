import { unsupported } from "@hyrax/core";
import { window } from "@hyrax/core/library";
import { kernelFamily } from "./kernel-rule.js";

const gap = unsupported("there is no compiled kernel for it yet");

export const windowKernels = kernelFamily(window, {
  reduceWindowSum: gap,
  reduceWindowMax: gap,
  reduceWindowMin: gap,
  selectAndScatterAdd: gap,
  selectAndGatherAdd: gap,
});
