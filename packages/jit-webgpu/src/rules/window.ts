import { window } from "@hyrax/core/library";
import { reduceWindow, selectAndGatherAdd, selectAndScatterAdd } from "../kernels/reduce-window.js";
import { kernelFamily, type Target } from "./kernel-rule.js";

export const windowKernels = kernelFamily(window, {
  reduceWindowSum: ([x], params, [out], program) => reduceWindow("sum", x, params, out as Target, program),
  reduceWindowMax: ([x], params, [out], program) => reduceWindow("max", x, params, out as Target, program),
  reduceWindowMin: ([x], params, [out], program) => reduceWindow("min", x, params, out as Target, program),
  selectAndScatterAdd: (inputs, params, [out], program) => selectAndScatterAdd(inputs, params, out as Target, program),
  selectAndGatherAdd: (inputs, params, [out], program) => selectAndGatherAdd(inputs, params, out as Target, program),
});
