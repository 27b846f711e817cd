import { f64 } from "../../assembler/index.js";
import { Workspace } from "../workspace.js";
import type { Algebra } from "./algebra.js";
import { reflectBlock } from "./block-reflector.js";
import { ColumnPivoting, roomForPivoting } from "./column-pivoting.js";
import type { Algorithm } from "./each-matrix.js";
import type { Field } from "./field.js";
import { makeReflector, productOf, reflectRows } from "./householder.js";
import { type Address, type Index, minus, plus } from "./places.js";
import { BLOCK, type Reflectors, reflectorsAt, roomForReflectors } from "./reflectors.js";

/**
 * A = Q R by Householder reflections, with LAPACK's signs. Source: Golub and Van Loan, Matrix Computations, 5.2;
 * LAPACK's `geqr2`, and with pivoting `geqp3` (see `ColumnPivoting`).
 *
 * @param inner the columns of Q and rows of R: m, or min(m, n)
 */
export function qr(field: Field, m: number, n: number, inner: number, pivoting: boolean): Algorithm {
  const workspace = new Workspace();
  const sizes = { count: Math.min(m, n), first: 0, n: m, width: Math.max(n, inner) };
  const reflectorRoom = roomForReflectors(workspace, field.lanes, sizes);
  const pivotRoom = pivoting ? roomForPivoting(workspace, field.lanes, m, n) : undefined;
  return {
    workspace,
    work: 4 * m * n * Math.min(m, n) + 1,
    emit: (algebra, [a], [q, r, permutation], work) => {
      const reflectors = reflectorsAt(algebra, reflectorRoom, work);
      const pivots = pivotRoom && new ColumnPivoting(algebra, m, n, a!, permutation!, work, pivotRoom);
      triangularise(algebra, n, a!, reflectors, pivots);
      algebra.copy(inner * n, a!, r!);
      productOf(algebra, reflectors, inner, q!);
    },
  };
}

/** Brings a matrix of `n` columns to R in place, with zeros below its diagonal; Q is the product of the reflectors. */
export function triangularise(
  algebra: Algebra,
  n: number,
  a: Address,
  reflectors: Reflectors,
  pivots?: ColumnPivoting,
): void {
  const work = algebra.matrix(a, n);
  if (reflectors.block && !pivots) {
    algebra.blocks(reflectors.count, BLOCK, (start, end) => {
      algebra.each(start, end, (k) => {
        reflectColumn(algebra, reflectors, k, n, a);
        const next = plus(k, 1);
        reflectRows(algebra, reflectors, k, true, work.at(k, next), work.rowBytes, minus(end, next));
      });
      reflectBlock(algebra, reflectors, [start, end], true, work, [end, n]);
    });
    return;
  }
  pivots?.start();
  algebra.each(0, reflectors.count, (k) => {
    pivots?.choose(k);
    reflectColumn(algebra, reflectors, k, n, a);
    reflectRows(algebra, reflectors, k, true, work.at(k, plus(k, 1)), work.rowBytes, minus(n - 1, k));
    pivots?.downdate(k);
  });
}

/**
 * Makes the reflector of column `k` of a matrix, from row k + `first` on, and leaves β and zeros there. Returns where β
 * stands.
 */
export function reflectColumn(algebra: Algebra, reflectors: Reflectors, k: Index, width: number, a: Address): void {
  const { f, field, vectors } = algebra;
  const work = algebra.matrix(a, width);
  const row = plus(k, reflectors.first);
  const rows = minus(reflectors.n, row);
  f.do(vectors.copyStrided(rows, work.at(row, k), work.rowBytes, reflectors.v.at(k, 0), field.bytes));
  const beta = makeReflector(algebra, reflectors, k);
  algebra.each(row, reflectors.n, (i) => algebra.store(work.at(i, k), algebra.real(f64.const(0))));
  algebra.store(work.at(row, k), algebra.real(beta));
}
