import type { Shape } from "@hyrax/core";
import type { Access } from "@hyrax/jit";

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
  let inner = 1;
  const result = new Array<string>(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] as number;
    const divided = inner === 1 ? index : `${index} / ${inner}u`;
    // The outermost coordinate cannot exceed its axis.
    if (axis === 0) result[axis] = divided;
    else result[axis] = inner === 1 ? `${index} % ${size}u` : `${divided} % ${size}u`;
    inner *= size;
  }
  return result;
}

/** `offset + Σ strides[i] · names[i]` as WGSL, of type u32. Negative strides come last, so that nothing goes below 0. */
export function offsetOf({ offset, strides }: Access, names: readonly string[]): string {
  const terms = strides.map((stride, i) => ({ stride, name: names[i] as string }));
  const term = ({ stride, name }: (typeof terms)[0]) => {
    const factor = Math.abs(stride);
    return factor === 1 ? name : `${name} * ${factor}u`;
  };
  const positive = terms.filter(({ stride }) => stride > 0).map(term);
  const negative = terms.filter(({ stride }) => stride < 0).map(term);
  if (offset !== 0 || positive.length === 0) positive.unshift(`${offset}u`);
  return [positive.join(" + "), ...negative].join(" - ");
}
