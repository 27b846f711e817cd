import { broadcastInDim, type Array as NDArray, type Shape, sameShape } from "@hyrax/core";

/**
 * The shape in which shapes meet: aligned at the last axis, axes of size 1 stretch. Throws a `TypeError` that names the
 * function, the shapes and the axis if two sizes differ and neither is 1.
 */
export function broadcastShapes(name: string, ...shapes: readonly Shape[]): Shape {
  const [first, ...rest] = shapes;
  if (first === undefined) return [];
  if (rest.every((shape) => sameShape(shape, first))) return first;
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, i) => {
    const axis = i - rank;
    const sizes = shapes
      .flatMap((shape) => shape.at(axis) ?? [])
      .filter((n, j, all) => n !== 1 && all.indexOf(n) === j);
    if (sizes.length > 1) {
      throw new TypeError(
        `${name}: shapes ${shapes.map((shape) => `[${shape.join(", ")}]`).join(" and ")} do not broadcast: ` +
          `axis ${axis} has sizes ${sizes.join(" and ")}, which must be equal or 1`,
      );
    }
    return sizes[0] ?? 1;
  });
}

/** The arrays in their common shape, but for scalars without axes, which primitives take beside every shape. */
export function broadcastArrays(name: string, ...xs: readonly NDArray[]): NDArray[] {
  if (agree(xs)) return [...xs];
  const shape = broadcastShapes(name, ...xs.map((x) => x.shape));
  return xs.map((x) => (x.ndim === 0 ? x : broadcastArray(x, shape)));
}

/** Whether all arrays but scalars have the same shape already: the case of every small step, and so worth no lists. */
function agree(xs: readonly NDArray[]): boolean {
  let shape: Shape | undefined;
  for (const x of xs) {
    if (x.ndim === 0) continue;
    if (shape === undefined) shape = x.shape;
    else if (!sameShape(shape, x.shape)) return false;
  }
  return true;
}

/** The array in a shape that its own broadcasts to. The same array where nothing changes. */
export function broadcastArray(x: NDArray, shape: Shape): NDArray {
  if (sameShape(x.shape, shape)) return x;
  const offset = shape.length - x.ndim;
  return broadcastInDim(x, { shape, broadcastDimensions: x.shape.map((_, axis) => axis + offset) });
}
