import { f64 } from "../../assembler/index.js";
import { Workspace } from "../workspace.js";
import type { Algorithm } from "./each-matrix.js";
import { plus, times } from "./places.js";

/**
 * The lower triangular L with A = L Lᴴ, row by row; of A only the lower triangle is read. Where A is not positive
 * definite the triangle is NaN. Source: Golub and Van Loan, Matrix Computations, 4.2; Higham 2002, algorithm 10.2.
 */
export function cholesky(n: number): Algorithm {
  return {
    workspace: new Workspace(),
    work: n ** 3 / 6 + 1,
    emit: (algebra, [from], [to]) => {
      const { f, field, vectors } = algebra;
      const [a, l] = [algebra.matrix(from!, n), algebra.matrix(to!, n)];
      algebra.clear(n * n, to!);
      f.block((end) => {
        algebra.each(0, n, (i) => {
          algebra.each(0, i, (j) => {
            const sum = f.let(vectors.dotConjugate(j, l.at(j, 0), l.at(i, 0)));
            const rest = f.let(field.difference(algebra.load(a.at(i, j)), sum));
            algebra.store(l.at(i, j), algebra.quotient(rest, algebra.load(l.at(j, j))));
          });
          const squares = f.let(vectors.dotConjugate(i, l.at(i, 0), l.at(i, 0)));
          const pivot = f.let(f64.sub(field.re(algebra.load(a.at(i, i))), field.re(squares)));
          // A pivot that is NaN goes on as one, as LAPACK's does.
          f.if(f64.le(pivot, f64.const(0)), () => {
            algebra.each(0, n, (row) => {
              algebra.fill(times(plus(row, 1), field.lanes), l.at(row, 0), Number.NaN);
            });
            f.br(end);
          });
          algebra.store(l.at(i, i), algebra.real(f64.sqrt(pivot)));
        });
      });
    },
  };
}
