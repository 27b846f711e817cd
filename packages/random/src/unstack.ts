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

/** The two elements of a first axis of size 2. */
export function unstackFirst(x: NDArray): readonly [first: NDArray, second: NDArray] {
  const [, ...rest] = x.shape;
  const zeros = rest.map(() => 0);
  const row = (i: number) =>
    squeeze(slice(x, { startIndices: [i, ...zeros], limitIndices: [i + 1, ...rest], strides: null }), {
      dimensions: [0],
    });
  return [row(0), row(1)];
}
