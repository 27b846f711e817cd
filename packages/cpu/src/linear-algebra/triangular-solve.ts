import type { TriangularSolveParams } from "@hyrax/core/library";
import { transposed } from "./dense.js";
import type { Field } from "./field.js";
import { conjugate, negative, quotient } from "./number.js";

/**
 * Solves op(A) X = B, or X op(A) = B, for an n × n triangular A; of A only the triangle is read. All variants are one:
 * X op(A) = B is op(A)ᵀ Xᵀ = Bᵀ, and the transpose of a lower triangle is an upper one.
 * Source: Golub and Van Loan, Matrix Computations, 3.1.
 *
 * @param columns how many columns of B there are, or rows where it is the left factor
 */
export function triangularSolve(
  field: Field,
  n: number,
  columns: number,
  { leftSide, lower, transposeA, conjugateA, unitDiagonal }: TriangularSolveParams,
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
): void {
  const x = leftSide ? out : new Float64Array(b.length);
  x.set(leftSide ? b : transposed(field, columns, n, b));
  const turned = transposeA === leftSide;
  const coefficient = (i: number, j: number) => {
    const value = field.get(a, turned ? j * n + i : i * n + j);
    return conjugateA ? conjugate(value) : value;
  };
  const forward = lower !== turned;
  for (let k = 0; k < n; k++) {
    const i = forward ? k : n - 1 - k;
    for (let m = 0; m < k; m++) {
      const j = forward ? m : n - 1 - m;
      field.addScaled(columns, negative(coefficient(i, j)), x, j * columns, x, i * columns);
    }
    if (unitDiagonal) continue;
    const pivot = coefficient(i, i);
    for (let c = i * columns; c < (i + 1) * columns; c++) field.set(x, c, quotient(field.get(x, c), pivot));
  }
  if (!leftSide) out.set(transposed(field, n, columns, x));
}
