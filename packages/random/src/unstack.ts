import { type Array as NDArray, slice, squeeze } from "@hyrax/core";

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

/** The element at an index along the first axis. */
export function row(x: NDArray, i: number): NDArray {
  const [, ...rest] = x.shape;
  const part = slice(x, {
    startIndices: [i, ...rest.map(() => 0)],
    limitIndices: [i + 1, ...rest],
    strides: null,
  });
  return squeeze(part, { dimensions: [0] });
}

/** The two elements of a first axis of size 2. */
export function unstackFirst(x: NDArray): readonly [first: NDArray, second: NDArray] {
  return [row(x, 0), row(x, 1)];
}
