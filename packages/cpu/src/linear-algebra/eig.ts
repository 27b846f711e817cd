import { unbalance } from "./balance.js";
import { norm, reverseNumbers } from "./dense.js";
import { type Field, fieldOf } from "./field.js";
import { columnFrom } from "./householder.js";
import { conjugate, one } from "./number.js";
import { type SchurForm, schurForm } from "./schur.js";
import { type Elements, triangularEigenvalues, triangularEigenvectors } from "./triangular-eigenvectors.js";

const complex = fieldOf("complex128");

/** What is wanted of a decomposition: n eigenvalues, and n × n eigenvectors in columns, all complex. */
export interface EigResults {
  readonly values: Float64Array;
  readonly left: Float64Array | undefined;
  readonly right: Float64Array | undefined;
}

/**
 * Eigenvalues, in the order of the Schur form, and eigenvectors of norm 1, of which the greatest element is real; those
 * of real eigenvalues of real matrices are real. Left ones have yᴴ A = λ yᴴ. All are NaN where A has an element that is
 * not finite. Source: Golub and Van Loan, Matrix Computations, 7.6; LAPACK's `geev`.
 */
export function eig(field: Field, n: number, a: Float64Array, { values, left, right }: EigResults): void {
  const form = schurForm(field, n, a, { scaling: true, vectors: left !== undefined || right !== undefined });
  if (form === undefined) {
    for (const out of [values, left, right]) out?.fill(Number.NaN);
    return;
  }
  const t: Elements = (i, j) => field.get(form.t, i * n + j);
  triangularEigenvalues(n, t).forEach(({ re, im }, i) => {
    complex.set(values, i, { re: re * form.scale, im: im * form.scale });
  });
  if (right) finish(field, n, form, triangularEigenvectors(n, t, one), right, false);
  if (left) {
    // Left eigenvectors are the right ones of Tᴴ, which is upper triangular with rows and columns in the opposite order.
    // The phase is the one from which LAPACK's `trevc` starts; it decides their signs.
    const vectors = triangularEigenvectors(n, (i, j) => conjugate(t(n - 1 - j, n - 1 - i)), { re: 0, im: -1 });
    reverseNumbers(complex, vectors);
    finish(field, n, form, vectors, left, true);
  }
}

/** From the eigenvectors of T to those of A. */
function finish(field: Field, n: number, form: SchurForm, x: Float64Array, out: Float64Array, isLeft: boolean): void {
  const z = form.z!;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) complex.addScaled(n, field.get(z, i * n + j), x, j * n, out, i * n);
  }
  unbalance(complex, n, form.balanced, out, isLeft);
  for (let k = 0; k < n; k++) normaliseColumn(n, out, k, field.lanes === 1);
}

/** Makes the norm of an eigenvector 1, and its greatest element real: positive if the matrix is complex. */
function normaliseColumn(n: number, vectors: Float64Array, column: number, realMatrix: boolean): void {
  const v = columnFrom(complex, n, n, vectors, 0, column);
  const length = norm(v, 0, v.length);
  for (let i = 0; i < v.length; i++) v[i]! /= length;
  let greatest = 0;
  const size = (i: number) => v[2 * i]! ** 2 + v[2 * i + 1]! ** 2;
  for (let i = 1; i < n; i++) if (size(i) > size(greatest)) greatest = i;
  const isReal = v.every((part, i) => i % 2 === 0 || part === 0);
  if (!(isReal && realMatrix)) {
    const [re, im] = [v[2 * greatest]!, v[2 * greatest + 1]!];
    const signed = realMatrix && re < 0 ? -Math.hypot(re, im) : Math.hypot(re, im);
    turn(v, re / signed, -im / signed);
    v[2 * greatest + 1] = 0;
  }
  for (let i = 0; i < n; i++) complex.set(vectors, i * n + column, complex.get(v, i));
}

/** Multiplies complex numbers by one. */
function turn(v: Float64Array, re: number, im: number): void {
  for (let i = 0; i < v.length; i += 2) {
    const [a, b] = [v[i]!, v[i + 1]!];
    v[i] = a * re - b * im;
    v[i + 1] = a * im + b * re;
  }
}
