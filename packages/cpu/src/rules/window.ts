import { window } from "@hyrax/core/library";
import { greatest, least, sum } from "../combinations.js";
import { cpuFamily } from "../kernel.js";
import { reduceWindow } from "../reduce-window.js";
import { selectAndGatherAdd, selectAndScatterAdd } from "../select-window.js";

export const windowCpu = cpuFamily(window, {
  reduceWindowSum: reduceWindow(sum),
  reduceWindowMax: reduceWindow(greatest),
  reduceWindowMin: reduceWindow(least),
  selectAndScatterAdd,
  selectAndGatherAdd,
});
