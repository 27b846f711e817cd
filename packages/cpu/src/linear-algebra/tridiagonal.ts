import { reverseNumbers } from "./dense.js";
import type { Field } from "./field.js";
import { storeReflector } from "./hessenberg.js";
import { columnFrom, type Reflector, reflection } from "./householder.js";
import { conjugate, negative, product, real, zero } from "./number.js";

/** A = Q T Qᴴ with a real symmetric tridiagonal T, and Q the product of the reflectors. */
export interface Tridiagonal {
  readonly d: Float64Array;
  readonly e: Float64Array;
  readonly reflectors: readonly Reflector[];
}

/**
 * Reduces a Hermitian matrix to a tridiagonal one, by reflections of its columns from the first on.
 * Source: Golub and Van Loan, Matrix Computations, 8.3.1; LAPACK's `sytd2`.
 *
 * @param a all of the matrix, which is overwritten
 */
export function tridiagonalise(field: Field, n: number, a: Float64Array): Tridiagonal {
  const d = new Float64Array(n);
  const e = new Float64Array(Math.max(n - 1, 0));
  const reflectors: Reflector[] = [];
  for (let k = 0; k < n; k++) {
    d[k] = field.get(a, k * n + k).re;
    if (k === n - 1) break;
    const { reflector, beta } = reflection(field, columnFrom(field, n, n, a, k + 1, k), k + 1);
    e[k] = beta;
    reflectors.push(reflector);
    reflectBothSides(field, n, a, reflector);
  }
  return { d, e, reflectors };
}

/** A := Hᴴ A H in rows and columns from `at` on, as an update A − v wᴴ − w vᴴ of rank two. */
function reflectBothSides(field: Field, size: number, a: Float64Array, { tau, v, n, at }: Reflector): void {
  if (tau.re === 0 && tau.im === 0) return;
  const w = new Float64Array(v.length);
  for (let i = 0; i < n; i++) {
    field.set(w, i, product(tau, field.dot(n, a, (at + i) * size + at, v, 0)));
  }
  const half = product({ re: -tau.re / 2, im: -tau.im / 2 }, field.dotConjugate(n, w, 0, v, 0));
  field.addScaled(n, half, v, 0, w, 0);
  for (let i = 0; i < n; i++) {
    const row = (at + i) * size + at;
    field.addScaledConjugate(n, negative(field.get(v, i)), w, 0, a, row);
    field.addScaledConjugate(n, negative(field.get(w, i)), v, 0, a, row);
  }
}

/** All of a Hermitian matrix of which one triangle is given. */
export function hermitian(field: Field, n: number, a: Float64Array, lower: boolean): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const given = field.get(a, lower ? i * n + j : j * n + i);
      const below = lower ? given : conjugate(given);
      field.set(out, i * n + j, i === j ? { ...zero, re: below.re } : below);
      if (i !== j) field.set(out, j * n + i, conjugate(below));
    }
  }
  return out;
}

/**
 * The tridiagonal form: diagonals, the reflectors' taus, and a matrix that holds the diagonals and, beyond them in the
 * triangle that is read, the reflectors. Of the upper triangle columns are reduced from the last on, as LAPACK's
 * `sytd2` does: that is the reduction of the lower one with rows and columns in the opposite order.
 */
export function tridiagonal(
  field: Field,
  n: number,
  lower: boolean,
  a: Float64Array,
  outs: readonly [packed: Float64Array, d: Float64Array, e: Float64Array, taus: Float64Array],
): void {
  const [packed, d, e, taus] = outs;
  packed.set(a);
  if (!lower) reverseNumbers(field, packed);
  const found = tridiagonalise(field, n, hermitian(field, n, packed, true));
  d.set(found.d);
  e.set(found.e);
  found.d.forEach((value, k) => {
    field.set(packed, k * n + k, real(value));
  });
  found.reflectors.forEach((reflector, k) => {
    field.set(packed, (k + 1) * n + k, real(found.e[k]!));
    storeReflector(field, n, packed, k, reflector);
    field.set(taus, k, reflector.tau);
  });
  if (lower) return;
  for (const x of [packed, taus]) reverseNumbers(field, x);
  d.reverse();
  e.reverse();
}
