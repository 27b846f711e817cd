import type { Array as NDArray } from "@hyrax/core";
import type { Key } from "./key-argument.js";
import { row } from "./unstack.js";

/** The indices of the first N keys. */
interface Indices {
  readonly 1: 0;
  readonly 2: 0 | 1;
  readonly 3: 0 | 1 | 2;
  readonly 4: 0 | 1 | 2 | 3;
  readonly 5: 0 | 1 | 2 | 3 | 4;
  readonly 6: 0 | 1 | 2 | 3 | 4 | 5;
}

/**
 * An array of N keys. A few keys are also there by their indices, so that TypeScript knows, with its option
 * `noUncheckedIndexedAccess` too, what `const [key, subkey] = random.split(k)` gives.
 */
export type Keys<N = number> = N extends keyof Indices ? Key & { readonly [I in Indices[N]]: Key } : Key;

const most = 6;

const getters: readonly PropertyDescriptor[] = Array.from({ length: most }, (_, i) => ({
  get(this: NDArray) {
    return row(this, i);
  },
  configurable: true,
}));

/** Lets a few keys be read by their indices. */
export function keyTuple<N>(keys: Key, num: N): Keys<N> {
  if (typeof num === "number" && num <= most) {
    for (let i = 0; i < num; i++) Object.defineProperty(keys, i, getters[i] as PropertyDescriptor);
  }
  // The properties that the type promises have just been defined.
  return keys as Keys<N>;
}
