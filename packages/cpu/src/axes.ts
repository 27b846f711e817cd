import { type Shape, sizeOf } from "@hyrax/core";

/** An array as three axes: what lies before an axis, or a run of neighbouring ones, the axis, and what lies after. */
export interface Around {
  readonly outer: number;
  readonly n: number;
  readonly inner: number;
}

/** The axes from `from` to before `to` as the middle one of three. */
export function around(shape: Shape, from: number, to = from + 1): Around {
  return {
    outer: sizeOf(shape.slice(0, from)),
    n: sizeOf(shape.slice(from, to)),
    inner: sizeOf(shape.slice(to)),
  };
}

/**
 * A reduction over any axes as reductions over one: neighbouring axes are reduced as one, the last ones first, each
 * time in what the one before has left.
 */
export function reductionPasses(shape: Shape, axes: readonly number[]): readonly Around[] {
  const sorted = [...axes].sort((a, b) => b - a);
  const passes: Around[] = [];
  let rest = shape;
  for (let i = 0; i < sorted.length; ) {
    const to = sorted[i]! + 1;
    let from = to - 1;
    for (i++; sorted[i] === from - 1; i++) from--;
    passes.push(around(rest, from, to));
    rest = [...rest.slice(0, from), ...rest.slice(to)];
  }
  return passes;
}
