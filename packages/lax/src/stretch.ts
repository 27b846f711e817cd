import { broadcastInDim, Array as NDArray, type Operand, type Shape } from "@hyrax/core";

/** Two operands of one rank, with axes of size 1 stretched to the size that the other one has there; all others as they are. */
export function stretched(x: Operand, y: Operand): [Operand, Operand] {
  if (!(x instanceof NDArray && y instanceof NDArray) || x.ndim !== y.ndim) return [x, y];
  if (x.shape.every((n, axis) => n === y.shape[axis])) return [x, y];
  if (!x.shape.every((n, axis) => n === 1 || y.shape[axis] === 1 || n === y.shape[axis])) return [x, y];
  const shape = x.shape.map((n, axis) => (n === 1 ? (y.shape[axis] as number) : n));
  return [to(x, shape), to(y, shape)];
}

function to(x: NDArray, shape: Shape): NDArray {
  return x.shape.every((n, axis) => n === shape[axis])
    ? x
    : broadcastInDim(x, { shape, broadcastDimensions: shape.map((_, axis) => axis) });
}
