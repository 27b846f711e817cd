import type { TriangularSolveParams } from "@hyrax/core/library";
import { Workspace } from "../workspace.js";
import type { Algorithm } from "./each-matrix.js";
import type { Field, Numeral } from "./field.js";
import { type Index, minus, within } from "./places.js";

/**
 * Solves op(A) X = B, or X op(A) = B, for an n × n triangular A; of A only the triangle is read. All variants are one:
 * X op(A) = B is op(A)ᵀ Xᵀ = Bᵀ, and the transpose of a lower triangle is an upper one.
 * Source: Golub and Van Loan, Matrix Computations, 3.1.
 *
 * @param columns how many columns of B there are, or rows where it is the left factor
 */
export function triangularSolve(field: Field, n: number, columns: number, params: TriangularSolveParams): Algorithm {
  const { leftSide, lower, transposeA, conjugateA, unitDiagonal } = params;
  const workspace = new Workspace();
  const turnedB = workspace.doubles(leftSide ? 0 : n * columns * field.lanes);
  const turned = transposeA === leftSide;
  const forward = lower !== turned;
  return {
    workspace,
    work: (n * n * columns) / 2 + 1,
    emit: (algebra, [from, right], [to], work) => {
      const { f, vectors } = algebra;
      const start = leftSide ? to! : f.let(within(work, turnedB));
      if (leftSide) algebra.copy(n * columns, right!, start);
      else algebra.transpose(columns, n, right!, start);
      const [a, x] = [algebra.matrix(from!, n), algebra.matrix(start, columns)];
      const coefficient = (i: Index, j: Index): Numeral => {
        const value = algebra.load(turned ? a.at(j, i) : a.at(i, j));
        return conjugateA ? algebra.conjugate(value) : value;
      };
      const place = (k: Index): Index => (forward ? k : minus(n - 1, k));
      algebra.each(0, n, (k) => {
        algebra.each(0, k, (m) => {
          const factor = algebra.negative(coefficient(place(k), place(m)));
          f.do(vectors.addScaled(columns, factor, x.at(place(m), 0), x.at(place(k), 0)));
        });
        if (!unitDiagonal) f.do(vectors.divide(columns, x.at(place(k), 0), coefficient(place(k), place(k))));
      });
      if (!leftSide) algebra.transpose(n, columns, start, to!);
    },
  };
}
