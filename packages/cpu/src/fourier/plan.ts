import { bluestein } from "./bluestein.js";
import type { ComplexTransform } from "./complex-transform.js";
import { mixedRadixCost, nextSmooth } from "./factors.js";
import { mixedRadix } from "./mixed-radix.js";

/** Tables of so many lengths are kept; those used least recently go first. */
const KEPT = 32;
const plans = new Map<number, ComplexTransform>();

/** The transform of a length, made once as long as it stays in use: O(n log n) for every length. */
export function planOf(n: number): ComplexTransform {
  const plan = plans.get(n) ?? makePlan(n);
  plans.delete(n);
  plans.set(n, plan);
  if (plans.size > KEPT) {
    const [oldest] = plans.keys();
    plans.delete(oldest!);
  }
  return plan;
}

function makePlan(n: number): ComplexTransform {
  const length = nextSmooth(2 * n - 1);
  // A convolution transforms twice.
  return 2 * mixedRadixCost(length) < mixedRadixCost(n) ? bluestein(n, length) : mixedRadix(n);
}
