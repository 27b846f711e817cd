import { f64, i32 } from "../../assembler/index.js";
import type { Algebra } from "./algebra.js";
import { makeReflector, reflectColumns, reflectRows } from "./householder.js";
import { type Address, index, minus, plus, type Vector } from "./places.js";
import { reflectColumn } from "./qr.js";
import type { Reflectors } from "./reflectors.js";

/** A = Q B Pᴴ with a real upper bidiagonal B; Q and P are the products of the reflectors. */
export interface Bidiagonal {
  readonly d: Vector;
  readonly e: Vector;
  readonly left: Reflectors;
  readonly right: Reflectors;
}

/**
 * Reduces an m × n matrix with m ≥ n to a bidiagonal one, by reflections of its columns and rows in turn.
 * Source: Golub and Van Loan, Matrix Computations, 5.4.8; LAPACK's `gebd2`.
 *
 * @param from the matrix, which is overwritten
 */
export function bidiagonalise(
  algebra: Algebra,
  m: number,
  n: number,
  from: Address,
  { d, e, left, right }: Bidiagonal,
): void {
  const { f } = algebra;
  const a = algebra.matrix(from, n);
  algebra.each(0, n, (k) => {
    const next = f.let(index(plus(k, 1)));
    reflectColumn(algebra, left, k, n, from);
    algebra.storeDouble(d.at(k), f64.load(a.at(k, k)));
    reflectRows(algebra, left, k, true, a.at(k, next), a.rowBytes, minus(n, next));
    f.if(i32.ltS(next, i32.const(n)), () => {
      // The row is brought to a multiple of the first unit row by the reflector of its conjugate transpose.
      const rest = minus(n, next);
      algebra.copy(rest, a.at(k, next), right.v.at(k, 0));
      algebra.conjugateAll(rest, right.v.at(k, 0));
      algebra.storeDouble(e.at(k), makeReflector(algebra, right, k));
      reflectColumns(algebra, right, k, a.at(next, next), a.rowBytes, minus(m, next));
    });
  });
}
