import { type Array as NDArray, neg } from "@hyrax/core";
import { type TriangularSolveParams, triangularSolve } from "@hyrax/core/library";
import type { JvpRule, TransposeRule } from "../../interpreters/rule-kinds.js";
import { perOperand, transposeEach } from "../derivatives.js";
import { conjugate, matrixSize, product, transposed, tril, triu } from "./matrices.js";

/** What the derivative by `a` is contracted with: only the triangle that is read, as it is read. */
function coefficientTangent(
  da: NDArray,
  { lower, unitDiagonal, transposeA, conjugateA }: TriangularSolveParams,
): NDArray {
  const strict = unitDiagonal ? 1 : 0;
  const read = lower ? tril(da, -strict) : triu(da, strict);
  const turned = transposeA ? transposed(read) : read;
  return conjugateA ? conjugate(turned) : turned;
}

/** dX = −A⁻¹ dA X of A X = B, and dX = −X dA A⁻¹ of X A = B, multiplied in the order that costs less. */
function byCoefficients(da: NDArray, [a]: readonly NDArray[], x: NDArray, params: TriangularSolveParams): NDArray {
  const change = neg(coefficientTangent(da, params));
  const solved = (b: NDArray) => triangularSolve(a as NDArray, b, params);
  const [m, n] = matrixSize(x);
  if (params.leftSide) return m > n ? solved(product(change, x)) : product(solved(change), x);
  return m < n ? solved(product(x, change)) : product(x, solved(change));
}

export const triangularSolveJvp: JvpRule<typeof triangularSolve> = perOperand(triangularSolve, [
  byCoefficients,
  (db, [a], _, params) => triangularSolve(a, db, params),
]);

/** It is linear in B alone: the transpose solves with Aᵀ. */
export const triangularSolveTranspose: TransposeRule<typeof triangularSolve> = transposeEach<typeof triangularSolve>([
  null,
  (ct, _, [a], params) => triangularSolve(a, ct, { ...params, transposeA: !params.transposeA }),
]);
