import { type Array as NDArray, randomSplit, slice, squeeze } from "@hyrax/core";

/** Elements of a last axis as arrays without it. */
export function unstackLast(x: NDArray): readonly NDArray[] {
  const lead = x.shape.slice(0, -1);
  const zeros = lead.map(() => 0);
  const axis = lead.length;
  return Array.from({ length: x.shape[axis] as number }, (_, i) => {
    const part = slice(x, {
      startIndices: [...zeros, i],
      limitIndices: [...lead, i + 1],
      strides: null,
    });
    return squeeze(part, { dimensions: [axis] });
  });
}

/** Two new keys from each key, with the axes that the keys have. */
export function splitTwo(keys: NDArray): readonly [NDArray, NDArray] {
  return unstackLast(randomSplit(keys, { shape: [2] })) as readonly [NDArray, NDArray];
}

/** Three new keys from each key. */
export function splitThree(keys: NDArray): readonly [NDArray, NDArray, NDArray] {
  return unstackLast(randomSplit(keys, { shape: [3] })) as readonly [NDArray, NDArray, NDArray];
}
