import { type Shape, sizeOf } from "@hyrax/core";
import type { Access } from "@hyrax/jit";
import { modulo, over, plus, times } from "./index-arithmetic.js";

/** An index space whose axes have been joined as far as all accesses allow, with the accesses in its terms. */
export interface IndexSpace {
  readonly shape: Shape;
  readonly accesses: readonly Access[];
}

/**
 * Joins neighbouring axes that every access walks as one, and drops axes of size 1, so that shaders divide as little as
 * they can: `[4,5]` of contiguous accesses becomes `[20]`.
 */
export function joinAxes(shape: Shape, accesses: readonly Access[]): IndexSpace {
  const joined: { size: number; axis: number }[] = [];
  shape.forEach((size, axis) => {
    if (size === 1) return;
    const before = joined.at(-1);
    const together =
      before !== undefined &&
      accesses.every(({ strides }) => strides[before.axis] === (strides[axis] as number) * size);
    // The inner axis of a joined pair gives its stride.
    if (together) joined[joined.length - 1] = { size: before.size * size, axis };
    else joined.push({ size, axis });
  });
  return {
    shape: joined.map(({ size }) => size),
    accesses: accesses.map(({ offset, strides }) => ({
      offset,
      strides: joined.map(({ axis }) => strides[axis] as number),
    })),
  };
}

/** The coordinate along each axis of a space, as WGSL, of the index with this number in row-major order. */
export function coordinates(shape: Shape, index: string): readonly string[] {
  const total = sizeOf(shape);
  let inner = 1;
  const result = new Array<string>(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] as number;
    const divided = over(index, inner);
    // The outermost coordinate cannot exceed its axis.
    result[axis] = inner * size === total ? divided : modulo(divided, size);
    inner *= size;
  }
  return result;
}

/** `offset + Σ strides[i] · names[i]` as WGSL, of type u32. Negative strides come last, so that nothing goes below 0. */
export function offsetOf({ offset, strides }: Access, names: readonly string[]): string {
  const terms = (sign: number) =>
    strides.flatMap((stride, i) => (Math.sign(stride) === sign ? [times(names[i] as string, Math.abs(stride))] : []));
  return [plus(offset, ...terms(1)), ...terms(-1)].join(" - ");
}
