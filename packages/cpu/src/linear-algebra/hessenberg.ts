import type { Field } from "./field.js";
import { adjoint, columnFrom, type Reflector, reflectColumns, reflection, reflectRows } from "./householder.js";
import { real, zero } from "./number.js";

/**
 * Reduces a square matrix to Hessenberg form in place, H = Qᴴ A Q, with exact zeros below its first subdiagonal;
 * Q is the product of the reflectors. Source: Golub and Van Loan, Matrix Computations, 7.4.3; LAPACK's `gehd2`.
 */
export function reduceToHessenberg(field: Field, n: number, a: Float64Array): readonly Reflector[] {
  const reflectors: Reflector[] = [];
  for (let k = 0; k < n - 1; k++) {
    const { reflector, beta } = reflection(field, columnFrom(field, n, n, a, k + 1, k), k + 1);
    field.set(a, (k + 1) * n + k, real(beta));
    for (let i = k + 2; i < n; i++) field.set(a, i * n + k, zero);
    reflectRows(field, adjoint(reflector), a, n, k + 1);
    reflectColumns(field, reflector, a, n, 0, n);
    reflectors.push(reflector);
  }
  return reflectors;
}

/**
 * The Hessenberg form, with the reflectors below it.
 *
 * @param packed n × n
 * @param taus n − 1
 */
export function hessenberg(field: Field, n: number, a: Float64Array, packed: Float64Array, taus: Float64Array): void {
  packed.set(a);
  reduceToHessenberg(field, n, packed).forEach((reflector, k) => {
    storeReflector(field, n, packed, k, reflector);
    field.set(taus, k, reflector.tau);
  });
}

/** Writes a reflector into a column, below its first element, which is 1. */
export function storeReflector(field: Field, width: number, a: Float64Array, column: number, { v, n, at }: Reflector) {
  for (let i = 1; i < n; i++) field.set(a, (at + i) * width + column, field.get(v, i));
}
