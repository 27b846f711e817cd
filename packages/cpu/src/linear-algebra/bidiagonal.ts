import { conjugateInPlace } from "./dense.js";
import type { Field } from "./field.js";
import { adjoint, columnFrom, type Reflector, reflectColumns, reflection, reflectRows } from "./householder.js";

/** A = Q B Pᴴ with a real upper bidiagonal B; Q and P are the products of the reflectors. */
export interface Bidiagonal {
  readonly d: Float64Array;
  readonly e: Float64Array;
  readonly left: readonly Reflector[];
  readonly right: readonly Reflector[];
}

/**
 * Reduces an m × n matrix with m ≥ n to a bidiagonal one, by reflections of its columns and rows in turn.
 * Source: Golub and Van Loan, Matrix Computations, 5.4.8; LAPACK's `gebd2`.
 *
 * @param a overwritten
 */
export function bidiagonalise(field: Field, m: number, n: number, a: Float64Array): Bidiagonal {
  const d = new Float64Array(n);
  const e = new Float64Array(Math.max(n - 1, 0));
  const left: Reflector[] = [];
  const right: Reflector[] = [];
  for (let k = 0; k < n; k++) {
    const column = reflection(field, columnFrom(field, m, n, a, k, k), k);
    d[k] = column.beta;
    left.push(column.reflector);
    reflectRows(field, adjoint(column.reflector), a, n, k + 1);
    if (k === n - 1) break;
    // The row is brought to a multiple of the first unit row by the reflector of its conjugate transpose.
    const rest = a.slice((k * n + k + 1) * field.lanes, (k + 1) * n * field.lanes);
    conjugateInPlace(field, rest);
    const row = reflection(field, rest, k + 1);
    e[k] = row.beta;
    right.push(row.reflector);
    reflectColumns(field, row.reflector, a, n, k + 1, m);
  }
  return { d, e, left, right };
}
