import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { squareMatricesOf } from "./matrices-of.js";

/**
 * Solves systems with square matrices `[..., n, n]` whose right-hand sides are vectors `[n]`, or `[..., n]` with one for each matrix, or
 * the columns of `[..., n, k]`: by a solver for columns, with leading axes that agree. Throws a `TypeError` that names the
 * function for right-hand sides of another size.
 */
export function solveColumns(
  name: string,
  a: ArrayLike,
  b: ArrayLike,
  solve: (a: NDArray, columns: NDArray) => NDArray,
): NDArray {
  const given = squareMatricesOf(name, a);
  const right = np.asarray(b);
  const n = given.shape.at(-1) as number;
  const isVector = right.ndim === 1 || (given.ndim === right.ndim + 1 && right.shape.at(-1) === n);
  if (right.ndim === 0 || right.shape.at(isVector ? -1 : -2) !== n) {
    throw new TypeError(
      `${name}: matrices [${given.shape.join(", ")}] take right-hand sides [${n}] or [..., ${n}, k], found [${right.shape.join(", ")}]`,
    );
  }
  const dtype = np.resultType(given, right);
  const columns = (isVector ? np.expandDims(right, -1) : right).astype(dtype);
  const batch = np.broadcastShapes(given.shape.slice(0, -2), columns.shape.slice(0, -2));
  const spread = (x: NDArray) => np.broadcastTo(x, [...batch, ...x.shape.slice(-2)]);
  const found = solve(spread(given.astype(dtype)), spread(columns));
  return isVector ? np.squeeze(found, -1) : found;
}
