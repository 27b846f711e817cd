import { addAny, concatenate, type Array as NDArray, pad, rev, slice } from "@hyrax/core";

/** Combines two neighbouring runs of elements into one; it must be associative. */
export type Combine = (left: readonly NDArray[], right: readonly NDArray[]) => readonly NDArray[];

/**
 * Running combinations along an axis in a logarithmic number of steps: pairs are combined, their running combinations
 * found in the same way, and the elements in between filled in. Source: Blelloch, "Prefix Sums and Their
 * Applications", 1990.
 */
export function associativeScan(
  combine: Combine,
  elements: readonly NDArray[],
  axis: number,
  reverse = false,
): readonly NDArray[] {
  if (reverse) {
    const flip = (list: readonly NDArray[]) => list.map((x) => rev(x, { dimensions: [axis] }));
    return flip(associativeScan(combine, flip(elements), axis));
  }
  const n = (elements[0] as NDArray).shape[axis] as number;
  if (n < 2) return elements;
  const pairs = combine(every(2, elements, axis, 0, n - 1), every(2, elements, axis, 1, n));
  const odd = associativeScan(combine, pairs, axis);
  const first = every(1, elements, axis, 0, 1);
  if (n === 2) return interleave(first, odd, axis, n);
  const before = every(1, odd, axis, 0, Math.ceil(n / 2) - 1);
  const rest = combine(before, every(2, elements, axis, 2, n));
  const even = first.map((x, i) => concatenate([x, rest[i] as NDArray], { dimension: axis }));
  return interleave(even, odd, axis, n);
}

/** Every `stride`-th element of each array along an axis. */
function every(
  stride: number,
  list: readonly NDArray[],
  axis: number,
  start: number,
  limit: number,
): readonly NDArray[] {
  return list.map((x) =>
    slice(x, {
      startIndices: x.shape.map((_, i) => (i === axis ? start : 0)),
      limitIndices: x.shape.map((size, i) => (i === axis ? limit : size)),
      strides: stride === 1 ? null : x.shape.map((_, i) => (i === axis ? stride : 1)),
    }),
  );
}

/** even₀, odd₀, even₁, odd₁, … up to `n` elements. */
function interleave(even: readonly NDArray[], odd: readonly NDArray[], axis: number, n: number): readonly NDArray[] {
  const spaced = (x: NDArray, low: number) => {
    const high = n - low - (2 * (x.shape[axis] as number) - 1);
    return pad(x, 0, { paddingConfig: x.shape.map((_, i) => (i === axis ? [low, high, 1] : [0, 0, 0])) });
  };
  return even.map((x, i) => addAny(spaced(x, 0), spaced(odd[i] as NDArray, 1)));
}
