import { type ArrayLike, type Array as NDArray, ne } from "@hyrax/core";
import { broadcastArray, broadcastShapes } from "../broadcast.js";
import { toArray } from "../convert.js";

/** An array of booleans: true where the elements are not zero. */
export function truth(x: NDArray): NDArray {
  return x.dtype === "bool" ? x : ne(x, 0);
}

/** The option `where`, as a mask of the array's shape. Throws a `TypeError` if it does not broadcast to that shape. */
export function maskFor(name: string, where: ArrayLike, x: NDArray): NDArray {
  const mask = truth(toArray(where, name));
  const shape = broadcastShapes(`${name}: the array and where`, x.shape, mask.shape);
  if (shape.join() !== x.shape.join()) {
    throw new TypeError(
      `${name}: where has shape [${mask.shape.join(", ")}], which does not broadcast to that of the array, [${x.shape.join(", ")}]`,
    );
  }
  return broadcastArray(mask, x.shape);
}
