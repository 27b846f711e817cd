import { f64, i32 } from "../../assembler/index.js";
import { Workspace } from "../workspace.js";
import type { Algorithm } from "./each-matrix.js";
import type { Field, Numeral } from "./field.js";
import { type Address, plus, type Vector, within } from "./places.js";
import { swapDoubles } from "./vectors.js";

/**
 * Solves a tridiagonal system by elimination with partial pivoting; NaN where it is singular. Row i of the matrix is
 * `dl[i], d[i], du[i]` in columns i − 1, i, i + 1. Source: Golub and Van Loan, Matrix Computations, 4.3; LAPACK's `gtsv`.
 */
export function tridiagonalSolve(field: Field, n: number, columns: number): Algorithm {
  const workspace = new Workspace();
  const fill = workspace.doubles((n + 2) * field.lanes);
  return {
    workspace,
    work: 8 * n * (columns + 1) + 1,
    emit: (algebra, [dl, diagonal, du, b], [to], work) => {
      const { f, functions, vectors } = algebra;
      const [below, d, above] = [dl!, diagonal!, du!].map((at) => algebra.vector(at));
      /** What exchanges of rows bring into the column after that of `above`. */
      const beyond = algebra.vector(f.let(within(work, fill)));
      const x = algebra.matrix(to!, columns);
      algebra.copy(n * columns, b!, to!);
      algebra.clear(n + 2, beyond.start);
      const combine = (into: Address, factor: Numeral, from: Address) => {
        const product = algebra.product(factor, algebra.load(from));
        algebra.store(into, algebra.field.difference(algebra.load(into), product));
      };
      f.block((end) => {
        algebra.each(0, n, (i) => {
          const next = plus(i, 1);
          const isLast = i32.eq(i, i32.const(n - 1));
          const pivot = algebra.load(d!.at(i));
          f.if(isLast, () => {
            f.if(algebra.isZero(pivot), () => {
              algebra.fill(n * columns * field.lanes, to!, Number.NaN);
              f.br(end);
            });
            f.br(end);
          });
          const under = algebra.load(below!.at(next));
          const smaller = f64.lt(algebra.size(pivot), algebra.size(under));
          f.if(
            smaller,
            () => {
              const beside = algebra.load(above!.at(i));
              algebra.store(d!.at(i), under);
              algebra.store(above!.at(i), algebra.load(d!.at(next)));
              f.if(i32.ltS(i, i32.const(n - 2)), () => {
                algebra.store(beyond.at(i), algebra.load(above!.at(next)));
              });
              const factor = algebra.quotient(pivot, under);
              algebra.store(d!.at(next), beside);
              combine(d!.at(next), factor, above!.at(i));
              algebra.store(above!.at(next), algebra.negative(algebra.product(factor, algebra.load(beyond.at(i)))));
              f.do(swapDoubles(functions, columns * field.lanes, x.at(i, 0), x.at(next, 0)));
              f.do(vectors.addScaled(columns, algebra.negative(factor), x.at(i, 0), x.at(next, 0)));
            },
            () => {
              f.if(algebra.isZero(pivot), () => {
                algebra.fill(n * columns * field.lanes, to!, Number.NaN);
                f.br(end);
              });
              const factor = algebra.quotient(under, pivot);
              combine(d!.at(next), factor, above!.at(i));
              f.do(vectors.addScaled(columns, algebra.negative(factor), x.at(i, 0), x.at(next, 0)));
            },
          );
        });
      });
      algebra.descending(n, (i) => {
        const eliminate = (coefficient: Vector, distance: number) => {
          f.if(i32.ltS(i, i32.const(n - distance)), () => {
            const factor = algebra.negative(algebra.load(coefficient.at(i)));
            f.do(vectors.addScaled(columns, factor, x.at(plus(i, distance), 0), x.at(i, 0)));
          });
        };
        eliminate(above!, 1);
        eliminate(beyond, 2);
        f.do(vectors.divide(columns, x.at(i, 0), algebra.load(d!.at(i))));
      });
    },
  };
}
