import { unsupported } from "@hyrax/core";
import { window } from "@hyrax/core/library";
import { reduceWindow } from "../kernels/window-reduce.js";
import { kernelFamily } from "./kernel-rule.js";

const gap = unsupported("there is no compiled kernel for it yet");

export const windowKernels = kernelFamily(window, {
  reduceWindowSum: reduceWindow("add"),
  reduceWindowMax: reduceWindow("max"),
  reduceWindowMin: reduceWindow("min"),
  selectAndScatterAdd: gap,
  selectAndGatherAdd: gap,
});
