import { swapRows } from "./dense.js";
import type { Field } from "./field.js";
import { type Complex, difference, negative, product, quotient, size1, zero } from "./number.js";

/**
 * Solves a tridiagonal system by elimination with partial pivoting; NaN where it is singular. Row i of the matrix is
 * `dl[i], d[i], du[i]` in columns i − 1, i, i + 1. Source: Golub and Van Loan, Matrix Computations, 4.3; LAPACK's `gtsv`.
 *
 * @param x n × columns, the right-hand sides and then the solutions
 */
export function tridiagonalSolve(
  field: Field,
  n: number,
  columns: number,
  diagonals: readonly [dl: Float64Array, d: Float64Array, du: Float64Array],
  x: Float64Array,
): void {
  const read = (from: Float64Array) => Array.from({ length: n }, (_, i) => field.get(from, i));
  const [below, d, above] = diagonals.map(read) as [Complex[], Complex[], Complex[]];
  /** What exchanges of rows bring into the column after that of `above`. */
  const beyond = new Array<Complex>(n).fill(zero);
  for (let i = 0; i < n; i++) {
    const next = i + 1 < n ? below[i + 1]! : zero;
    if (size1(d[i]!) < size1(next)) {
      const row = [d[i]!, above[i]!] as const;
      [d[i], above[i], beyond[i]] = [next, d[i + 1]!, i + 2 < n ? above[i + 1]! : zero];
      const factor = quotient(row[0], next);
      d[i + 1] = difference(row[1], product(factor, above[i]!));
      above[i + 1] = negative(product(factor, beyond[i]!));
      swapRows(x, columns * field.lanes, i, i + 1);
      field.addScaled(columns, negative(factor), x, i * columns, x, (i + 1) * columns);
    } else if (size1(d[i]!) === 0) {
      x.fill(Number.NaN);
      return;
    } else if (i + 1 < n) {
      const factor = quotient(next, d[i]!);
      d[i + 1] = difference(d[i + 1]!, product(factor, above[i]!));
      field.addScaled(columns, negative(factor), x, i * columns, x, (i + 1) * columns);
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    if (i + 1 < n) field.addScaled(columns, negative(above[i]!), x, (i + 1) * columns, x, i * columns);
    if (i + 2 < n) field.addScaled(columns, negative(beyond[i]!), x, (i + 2) * columns, x, i * columns);
    for (let c = i * columns; c < (i + 1) * columns; c++) field.set(x, c, quotient(field.get(x, c), d[i]!));
  }
}
