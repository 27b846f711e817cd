import type { Array as NDArray } from "@hyrax/core";
import { randomSplit } from "@hyrax/core/library";
import { unstackLast } from "./unstack.js";

/** Two new keys from each key, with the axes that the keys have. */
export function splitTwo(keys: NDArray): readonly [NDArray, NDArray] {
  return unstackLast(randomSplit(keys, { shape: [2] })) as readonly [NDArray, NDArray];
}

/** Three new keys from each key. */
export function splitThree(keys: NDArray): readonly [NDArray, NDArray, NDArray] {
  return unstackLast(randomSplit(keys, { shape: [3] })) as readonly [NDArray, NDArray, NDArray];
}
