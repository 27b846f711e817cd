import { type Shape, sizeOf } from "@hyrax/core";

/** An array as three axes: what lies before an axis, the axis, and what lies after it. */
export interface Around {
  readonly outer: number;
  readonly n: number;
  readonly inner: number;
}

export function around(shape: Shape, axis: number): Around {
  return { outer: sizeOf(shape.slice(0, axis)), n: shape[axis] ?? 1, inner: sizeOf(shape.slice(axis + 1)) };
}
