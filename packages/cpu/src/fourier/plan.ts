import { bluestein } from "./bluestein.js";
import type { ComplexTransform } from "./complex-transform.js";
import { mixedRadixCost, nextSmooth } from "./factors.js";
import { mixedRadix } from "./mixed-radix.js";
import { plansByLength } from "./plans-by-length.js";

/** The transform of a length: O(n log n) for every length. */
export const planOf: (n: number) => ComplexTransform = plansByLength((n) => {
  const length = nextSmooth(2 * n - 1);
  // A convolution transforms twice.
  return 2 * mixedRadixCost(length) < mixedRadixCost(n) ? bluestein(n, length) : mixedRadix(n);
});
