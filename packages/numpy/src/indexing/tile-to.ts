import { concatenate, type Array as NDArray, slice } from "@hyrax/core";

/** The first `length` elements of an array of one axis, repeated over and over. */
export function tileTo(x: NDArray, length: number): NDArray {
  const size = x.size;
  if (size === length) return x;
  if (size === 0) throw new TypeError(`no elements to repeat, where ${length} are needed`);
  const count = Math.ceil(length / size);
  const repeated =
    count <= 1
      ? x
      : concatenate(
          Array.from({ length: count }, () => x),
          { dimension: 0 },
        );
  return slice(repeated, { startIndices: [0], limitIndices: [length], strides: null });
}
