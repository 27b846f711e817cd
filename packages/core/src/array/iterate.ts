import { slice } from "../primitives/indexing.js";
import { squeeze } from "../primitives/shape.js";
import { NDArray } from "./array.js";

/**
 * Iteration over axis 0. It binds primitives, which array.ts, that they are made of, cannot import; so
 * `const [key, subkey] = random.split(k)` needs no package but core and random.
 */
function* iterate(this: NDArray): Generator<NDArray, void, undefined> {
  const [length, ...rest] = this.shape;
  if (length === undefined) throw new TypeError("iteration over an array without axes: its shape is []");
  const zeros = rest.map(() => 0);
  for (let i = 0; i < length; i++) {
    const row = slice(this, { startIndices: [i, ...zeros], limitIndices: [i + 1, ...rest], strides: null });
    yield squeeze(row, { dimensions: [0] });
  }
}

Object.defineProperty(NDArray.prototype, Symbol.iterator, { value: iterate });
