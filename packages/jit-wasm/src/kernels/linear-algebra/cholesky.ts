import { f64, i32, type Local, select } from "../../assembler/index.js";
import { Workspace } from "../workspace.js";
import type { Algebra } from "./algebra.js";
import type { Algorithm } from "./each-matrix.js";
import type { Field } from "./field.js";
import { type Address, type Index, minus, plus, within } from "./places.js";

/** Columns that are computed before the rest of the matrix hears of them, and rows of the rest to a piece of work. */
const BLOCK = 32;

/**
 * The lower triangular L with A = L Lᴴ, block by block of columns; of A only the lower triangle is read. Where A is not
 * positive definite the triangle is NaN. Source: Golub and Van Loan, Matrix Computations, 4.2.6; Higham 2002,
 * algorithm 10.2.
 */
export function cholesky(field: Field, n: number): Algorithm {
  const workspace = new Workspace();
  const transposed = workspace.doubles(n > BLOCK ? n * BLOCK * field.lanes : 0);
  return {
    workspace,
    work: n ** 3 / 6 + 1,
    emit: (algebra, [from], [to], work) => {
      const { f } = algebra;
      const l = algebra.matrix(to!, n);
      algebra.copy(n * n, from!, to!);
      f.block((end) => {
        algebra.blocks(n, BLOCK, (start, after) => {
          algebra.each(start, n, (i) => {
            computeRow(algebra, n, to!, i, start, f.let(select(i32.ltS(i, after), i, after)));
            f.if(i32.ltS(i, after), () => {
              const squares = f.let(algebra.vectors.dotConjugate(minus(i, start), l.at(i, start), l.at(i, start)));
              const pivot = f.let(f64.sub(field.re(algebra.load(l.at(i, i))), field.re(squares)));
              // A pivot that is NaN goes on as one, as LAPACK's does.
              f.if(f64.le(pivot, f64.const(0)), () => {
                algebra.fill(n * n * field.lanes, to!, Number.NaN);
                f.br(end);
              });
              algebra.store(l.at(i, i), algebra.real(f64.sqrt(pivot)));
            });
          });
          if (n > BLOCK) updateRest(algebra, n, to!, f.let(within(work, transposed)), start, after);
        });
      });
      algebra.each(0, n, (i) => algebra.clear(minus(n - 1, i), l.at(i, plus(i, 1))));
    },
  };
}

/** Computes row i of L from column `start` up to `end`, of which the rows above are known. */
function computeRow(algebra: Algebra, n: number, to: Address, i: Index, start: Index, end: Index): void {
  const { f, field, vectors } = algebra;
  const l = algebra.matrix(to, n);
  algebra.each(start, end, (j) => {
    const sum = f.let(vectors.dotConjugate(minus(j, start), l.at(j, start), l.at(i, start)));
    const rest = f.let(field.difference(algebra.load(l.at(i, j)), sum));
    algebra.store(l.at(i, j), algebra.quotient(rest, algebra.load(l.at(j, j))));
  });
}

/** Subtracts the product of columns of L with their conjugate transpose from what is left, but for its upper triangle. */
function updateRest(
  algebra: Algebra,
  n: number,
  to: Address,
  transposed: Address,
  start: Local<"i32">,
  end: Local<"i32">,
): void {
  const { f, field, vectors } = algebra;
  const [l, columns] = [algebra.matrix(to, n), algebra.matrix(transposed, n)];
  algebra.each(start, end, (k) => {
    const at = f.let(columns.at(minus(k, start), 0));
    f.do(vectors.copyStrided(minus(n, end), l.at(end, k), l.rowBytes, at, field.bytes));
    algebra.conjugateAll(minus(n, end), at);
  });
  const sharing = { count: Math.ceil(n / BLOCK), work: (n * BLOCK * BLOCK) / 2 };
  algebra.share(sharing, [to, transposed, start, end], (inner, [matrix, right, first, after], piece) => {
    inner.strip(piece, BLOCK, after!, n, (row, count) => {
      const given = inner.matrix(matrix!, n);
      const width = minus(plus(row, count), after!);
      const left = { at: given.at(row, first!), row: given.rowBytes, step: field.bytes };
      const [b, c] = [right!, given.at(row, after!)].map((at) => ({ at, row: given.rowBytes }));
      const sizes = [count, width, minus(after!, first!)] as const;
      inner.subtractProduct(sizes, left, b!, c!);
    });
  });
}
