import { type ArrayLike, type Array as NDArray, ne, requireOptions } from "@hyrax/core";
import { toArray } from "./convert.js";
import { choose } from "./elementwise/choose.js";
import { promoteDtypes } from "./promote.js";
import { nonzero, type SizeOptions } from "./sorting/nonzero.js";

/**
 * The elements of x where the condition holds, that is, is not zero, else those of y. All three broadcast, and the dtypes of x and y
 * are promoted. Gradients reach x and y only where they were chosen.
 *
 * Without x and y, the indices where the condition holds, as `nonzero` gives them.
 */
export function where(condition: ArrayLike, options?: SizeOptions): NDArray[];
export function where(condition: ArrayLike, x: ArrayLike, y: ArrayLike): NDArray;
export function where(condition: ArrayLike, x?: ArrayLike | SizeOptions, y?: ArrayLike): NDArray | NDArray[] {
  if (y === undefined) {
    // The overloads say that without y, what follows the condition is options.
    const options = (x ?? {}) as SizeOptions;
    requireOptions("where", options, ["size", "fillValue"]);
    return nonzero(condition, options);
  }
  const test = toArray(condition, "where");
  // The overloads say that with y there is an x that stands for an array.
  const [a, b] = promoteDtypes("where", x as ArrayLike, y);
  return choose(test.dtype === "bool" ? test : ne(test, 0), a, b);
}
