import { window } from "@hyrax/core/library";
import { reduceWindow } from "../kernels/window/reduce.js";
import { selectAndGatherAdd, selectAndScatterAdd } from "../kernels/window/select.js";
import { kernelFamily } from "./kernel-rule.js";

export const windowKernels = kernelFamily(window, {
  reduceWindowSum: reduceWindow("add"),
  reduceWindowMax: reduceWindow("max"),
  reduceWindowMin: reduceWindow("min"),
  selectAndScatterAdd,
  selectAndGatherAdd,
});
