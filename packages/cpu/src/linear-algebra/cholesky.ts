import type { Field } from "./field.js";
import { difference, quotient, real } from "./number.js";

/**
 * The lower triangular L with A = L Lᴴ, row by row; of A only the lower triangle is read. Where A is not positive
 * definite the triangle is NaN. Source: Golub and Van Loan, Matrix Computations, 4.2; Higham 2002, algorithm 10.2.
 *
 * @param l n × n zeros, to be filled
 */
export function cholesky(field: Field, n: number, a: Float64Array, l: Float64Array): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const rest = difference(field.get(a, i * n + j), field.dotConjugate(j, l, j * n, l, i * n));
      field.set(l, i * n + j, quotient(rest, field.get(l, j * n + j)));
    }
    const pivot = field.get(a, i * n + i).re - field.dotConjugate(i, l, i * n, l, i * n).re;
    // A pivot that is NaN goes on as one, as LAPACK's does.
    if (pivot <= 0) return fillLower(field, n, l);
    field.set(l, i * n + i, real(Math.sqrt(pivot)));
  }
}

function fillLower({ lanes }: Field, n: number, l: Float64Array): void {
  for (let i = 0; i < n; i++) l.fill(Number.NaN, i * n * lanes, (i * n + i + 1) * lanes);
}
