import { add, type Array as NDArray, pad } from "@hyrax/core";
import { lu, triangularSolve } from "@hyrax/core/library";
import type { JvpRule } from "../../interpreters/rule-kinds.js";
import { instantiate, zeroTangent } from "../../interpreters/tangent.js";
import { batchOf, block, identities, matrixSize, permutedRows, product, tril, triu } from "./matrices.js";

/** Zeros below and to the right, up to this size. */
function extended(x: NDArray, rows: number, columns: number): NDArray {
  const [m, n] = matrixSize(x);
  const padding = batchOf(x, [rows - m, columns - n]).map((high, axis) => (axis < x.ndim - 2 ? 0 : high));
  return padding.every((high) => high === 0)
    ? x
    : pad(x, 0, { paddingConfig: padding.map((high) => [0, high, 0] as const) });
}

/** Square matrices with ones on the diagonal from place `from` on, and zeros elsewhere. */
function onesFrom(x: NDArray, from: number, size: number): NDArray {
  const ones = identities(x, size - from);
  return pad(ones, 0, { paddingConfig: ones.shape.map((_, axis) => [axis < x.ndim - 2 ? 0 : from, 0, 0] as const) });
}

/**
 * With P A = L U and M = L⁻¹ P dA U⁻¹: dL = L tril(M, −1) and dU = triu(M) U (de Hoog, Anderssen & Lukas 2011,
 * "Differentiation of matrix functionals using triangular factorization"). Where A is not square, L and U are made so by
 * columns and rows of the identity. The order of the rows does not change with A.
 */
export const luJvp: JvpRule<typeof lu> = ([a], [da]) => {
  const [factors, pivots, permutation] = lu([a as NDArray]) as readonly [NDArray, NDArray, NDArray];
  const [m, n] = matrixSize(factors);
  const k = Math.min(m, n);
  const l = add(extended(tril(block(factors, [0, m], [0, k]), -1), m, m), identities(factors, m));
  const upper = extended(triu(block(factors, [0, k], [0, n])), n, n);
  const u = k === n ? upper : add(upper, onesFrom(factors, k, n));
  const options = { transposeA: false, conjugateA: false };
  const rows = permutedRows(instantiate(da as NDArray), permutation);
  const left = triangularSolve(l, rows, { ...options, leftSide: true, lower: true, unitDiagonal: true });
  const change = triangularSolve(u, left, { ...options, leftSide: false, lower: false, unitDiagonal: false });
  return [
    [factors, pivots, permutation],
    [add(product(l, tril(change, -1)), product(triu(change), u)), zeroTangent(pivots), zeroTangent(permutation)],
  ];
};
