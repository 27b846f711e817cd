import type { Array as NDArray } from "@hyrax/core";
import { lu, triangularSolve } from "@hyrax/core/library";
import { permutedRows } from "./matrices.js";

/** X of A X = B, by LU with partial pivoting. */
export function solved(a: NDArray, b: NDArray): NDArray {
  const [factors, , permutation] = lu([a]) as readonly [NDArray, NDArray, NDArray];
  const options = { leftSide: true, transposeA: false, conjugateA: false };
  const forward = triangularSolve(factors, permutedRows(b, permutation), {
    ...options,
    lower: true,
    unitDiagonal: true,
  });
  return triangularSolve(factors, forward, { ...options, lower: false, unitDiagonal: false });
}
