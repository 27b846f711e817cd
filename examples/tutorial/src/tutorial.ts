import { acceleratedNumpy } from "./accelerated-numpy.js";
import { higherOrderFunctions } from "./higher-order-functions.js";
import { justInTime } from "./just-in-time.js";
import { trainLinearModel } from "./linear-model.js";
import { pytrees } from "./pytrees.js";

/** "A brief introduction to JAX", section by section. Throws at the first value that does not print as it says there. */
export function tutorial(plotFile: string): void {
  acceleratedNumpy();
  justInTime();
  higherOrderFunctions();
  pytrees();
  trainLinearModel(plotFile);
}
