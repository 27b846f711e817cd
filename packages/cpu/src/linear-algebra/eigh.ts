import { normalise, reverseNumbers, transposed } from "./dense.js";
import type { Field } from "./field.js";
import { productOf } from "./householder.js";
import { symmetricTridiagonalEigen } from "./implicit-ql.js";
import { hermitian, tridiagonalise } from "./tridiagonal.js";

/**
 * Eigenvalues of a Hermitian matrix in ascending order, and eigenvectors of norm 1: by reduction to a tridiagonal
 * matrix and the QL method. Source: Golub and Van Loan, Matrix Computations, 8.3. All results are NaN where the
 * triangle that is read has an element that is not finite.
 *
 * @param lower which triangle is read
 * @param range the eigenvalues wanted, by their order
 * @param v n × count
 * @param w count
 */
export function eigh(
  field: Field,
  n: number,
  lower: boolean,
  [first, end]: readonly [number, number],
  a: Float64Array,
  v: Float64Array,
  w: Float64Array,
): void {
  const { lanes } = field;
  const work = hermitian(field, n, a, lower);
  const scale = normalise(work);
  // The upper triangle is reduced from its end, as LAPACK does: it is the lower one in the opposite order.
  if (!lower) reverseNumbers(field, work);
  const { d, e, reflectors } = tridiagonalise(field, n, work);
  const q = productOf(field, reflectors, n);
  if (!lower) {
    reverseNumbers(field, q);
    d.reverse();
    e.reverse();
  }
  // Vectors lie in rows here, so that rotating them runs along the memory.
  const vectors = transposed(field, n, n, q);
  if (Number.isNaN(scale) || !symmetricTridiagonalEigen(d, e, vectors, n * lanes)) {
    v.fill(Number.NaN);
    w.fill(Number.NaN);
    return;
  }
  for (let i = first; i < end; i++) w[i - first] = d[i]! * scale;
  v.set(transposed(field, end - first, n, vectors.subarray(first * n * lanes, end * n * lanes)));
}
