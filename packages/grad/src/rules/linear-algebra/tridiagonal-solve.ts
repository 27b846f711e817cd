import { add, mul, type Array as NDArray, neg, pad, type Shape, Zero } from "@hyrax/core";
import { tridiagonalSolve } from "@hyrax/core/library";
import type { JvpRule, TransposeRule } from "../../interpreters/rule-kinds.js";
import { addTangents, instantiate } from "../../interpreters/tangent.js";
import { transposeEach } from "../derivatives.js";
import { asColumns } from "./matrices.js";

/** The elements of an axis moved towards its end (or its start, if negative) by one place; zero takes the free place. */
function shifted(x: NDArray, axis: number, by: 1 | -1): NDArray {
  return pad(x, 0, {
    paddingConfig: x.shape.map((_, i) => (i === axis ? [by, -by, 0] : [0, 0, 0]) as [number, number, number]),
  });
}

/** A X of a tridiagonal A. The first element of the lower diagonal and the last of the upper one lie outside of A. */
function tridiagonalProduct([dl, d, du]: readonly [NDArray, NDArray, NDArray], x: NDArray): NDArray {
  const row = x.ndim - 2;
  const times = (diagonal: NDArray, y: NDArray) => mul(asColumns(diagonal, x.shape as Shape), y);
  return add(add(times(d, x), times(dl, shifted(x, row, 1))), times(du, shifted(x, row, -1)));
}

/** dX = A⁻¹ (dB − dA X) of A X = B. */
export const tridiagonalSolveJvp: JvpRule<typeof tridiagonalSolve> = ([dl, d, du, b], [...tangents]) => {
  const x = tridiagonalSolve(dl, d, du, b);
  const [dlTangent, dTangent, duTangent, bTangent] = tangents;
  const constant = [dlTangent, dTangent, duTangent].every((tangent) => tangent instanceof Zero);
  const matrix = [instantiate(dlTangent), instantiate(dTangent), instantiate(duTangent)] as const;
  const right = constant ? bTangent : addTangents(bTangent, neg(tridiagonalProduct(matrix, x)));
  return [x, tridiagonalSolve(dl, d, du, instantiate(right))];
};

/** It is linear in B alone: the transpose solves with Aᵀ, whose lower diagonal is the upper one of A. */
export const tridiagonalSolveTranspose: TransposeRule<typeof tridiagonalSolve> = transposeEach<typeof tridiagonalSolve>(
  [
    null,
    null,
    null,
    (ct, _, [dl, d, du]) => tridiagonalSolve(shifted(du, d.ndim - 1, 1), d, shifted(dl, d.ndim - 1, -1), ct),
  ],
);
