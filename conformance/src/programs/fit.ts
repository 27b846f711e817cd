import type { Array as NDArray, Shape } from "@hyrax/core";
import { sameShape } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** A value in a shape: its sum everywhere, where it has another one. Bounded, so that loops stay where they are. */
export function fit(x: NDArray, shape: Shape): NDArray {
  return np.tanh(sameShape(x.shape, shape) ? x : np.broadcastTo(np.sum(x), shape));
}

/** Whether two shapes broadcast to one of few elements. */
export function broadcastable(a: Shape, b: Shape): boolean {
  const rank = Math.max(a.length, b.length);
  const at = (shape: Shape, axis: number) => shape[axis - rank + shape.length] ?? 1;
  const sizes = Array.from({ length: rank }, (_, axis) => [at(a, axis), at(b, axis)] as const);
  const fits = sizes.every(([m, n]) => m === n || m === 1 || n === 1);
  return fits && sizes.reduce((size, [m, n]) => size * Math.max(m, n), 1) <= 64;
}
