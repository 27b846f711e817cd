import { type Array as NDArray, stopGradient } from "@hyrax/core";
import { lu, triangularSolve } from "@hyrax/core/library";
import { takeAlongAxis } from "../indexing/along-axis.js";
import { expandDims } from "../shape.js";
import { argsort } from "../sorting/sort.js";

/** A factorisation `A[permutation] = L U` of square matrices, both factors in one array. */
export interface LU {
  readonly factors: NDArray;
  readonly pivots: NDArray;
  readonly permutation: NDArray;
}

/** Factors square matrices, with partial pivoting. */
export function luOf(x: NDArray): LU {
  // The primitive returns three results.
  const [factors, pivots, permutation] = lu([x]) as [NDArray, NDArray, NDArray];
  return { factors, pivots, permutation };
}

/** The factors as constants to differentiation, for solutions that have a derivative of their own. */
export function constantLuOf(x: NDArray): LU {
  return luOf(stopGradient(x));
}

type Factors = Pick<LU, "factors" | "permutation">;

const forwards = { leftSide: true, transposeA: false, conjugateA: false };
const backwards = { ...forwards, transposeA: true };
const inL = { lower: true, unitDiagonal: true };
const inU = { lower: false, unitDiagonal: false };

/** The rows of matrices in the order of a permutation. */
export function permutedRows(x: NDArray, permutation: NDArray): NDArray {
  return takeAlongAxis(x, expandDims(permutation, -1), { axis: -2, mode: "promise_in_bounds" });
}

/** X of `A X = B`. */
export function luSolve({ factors, permutation }: Factors, b: NDArray): NDArray {
  const y = triangularSolve(factors, permutedRows(b, permutation), { ...forwards, ...inL });
  return triangularSolve(factors, y, { ...forwards, ...inU });
}

/** X of `Aᵀ X = B`. */
export function luSolveTransposed({ factors, permutation }: Factors, b: NDArray): NDArray {
  const y = triangularSolve(factors, b, { ...backwards, ...inU });
  return permutedRows(triangularSolve(factors, y, { ...backwards, ...inL }), argsort(permutation));
}
