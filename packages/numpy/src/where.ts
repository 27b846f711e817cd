import { type ArrayLike, type Array as NDArray, ne } from "@hyrax/core";
import { toArray } from "./convert.js";
import { choose } from "./elementwise/choose.js";
import { promoteDtypes } from "./promote.js";

/**
 * The elements of x where the condition holds, that is, is not zero, else those of y. All three broadcast, and the dtypes of x and y
 * are promoted. Gradients reach x and y only where they were chosen.
 */
export function where(condition: ArrayLike, x: ArrayLike, y: ArrayLike): NDArray {
  const test = toArray(condition, "where");
  const [a, b] = promoteDtypes("where", x, y);
  return choose(test.dtype === "bool" ? test : ne(test, 0), a, b);
}
