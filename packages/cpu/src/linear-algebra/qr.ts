import { norm, swapColumns } from "./dense.js";
import type { Field } from "./field.js";
import { adjoint, columnFrom, productOf, type Reflector, reflection, reflectRows } from "./householder.js";
import { type Complex, real, zero } from "./number.js";

/**
 * A = Q R by Householder reflections, with LAPACK's signs. Source: Golub and Van Loan, Matrix Computations, 5.2;
 * LAPACK's `geqr2`, and with pivoting `geqp3` (see `ColumnPivoting`).
 *
 * @param inner the columns of Q and rows of R: m, or min(m, n)
 * @param q m × inner
 * @param r inner × n
 * @param permutation with pivoting: n places of columns
 */
export function qr(
  field: Field,
  m: number,
  n: number,
  inner: number,
  a: Float64Array,
  q: Float64Array,
  r: Float64Array,
  permutation?: Float64Array,
): void {
  const work = a.slice();
  const reflectors = triangularise(field, m, n, work, permutation);
  r.set(work.subarray(0, r.length));
  q.set(productOf(field, reflectors, m, inner));
}

/** Brings a matrix to R in place, with zeros below its diagonal; Q is the product of the reflectors. */
export function triangularise(
  field: Field,
  m: number,
  n: number,
  work: Float64Array,
  permutation?: Float64Array,
): readonly Reflector[] {
  const reflectors: Reflector[] = [];
  // Without rows there is nothing to compare, and JAX's permutation is zeros.
  const pivoting =
    permutation === undefined || m === 0 ? undefined : new ColumnPivoting(field, m, n, work, permutation);
  for (let k = 0; k < Math.min(m, n); k++) {
    pivoting?.choose(k);
    const { reflector, beta } = reflection(field, columnFrom(field, m, n, work, k, k), k);
    reflectRows(field, adjoint(reflector), work, n, k + 1);
    setColumn(field, m, n, work, k, real(beta));
    reflectors.push(reflector);
    pivoting?.downdate(k);
  }
  return reflectors;
}

/** What a reflection leaves of column k from row k on: β and zeros. */
function setColumn(field: Field, m: number, n: number, a: Float64Array, k: number, beta: Complex): void {
  field.set(a, k * n + k, beta);
  for (let i = k + 1; i < m; i++) field.set(a, i * n + k, zero);
}

/** Below this, a norm that was updated has lost half of its digits. */
const CANCELLED = Math.sqrt(Number.EPSILON / 2);

/**
 * The choice of the column with the greatest norm in what is left of the matrix. Norms are updated from step to step,
 * and computed anew where that has cost digits. Source: Golub and Van Loan, Matrix Computations, 5.4; Drmač and
 * Bujanović, On the failure of rank-revealing QR factorization software, ACM TOMS 35 (2008).
 */
class ColumnPivoting {
  readonly #norms: Float64Array;
  /** The norms when they were last computed. */
  readonly #computed: Float64Array;

  constructor(
    readonly field: Field,
    readonly m: number,
    readonly n: number,
    readonly a: Float64Array,
    readonly permutation: Float64Array,
  ) {
    for (let j = 0; j < n; j++) permutation[j] = j;
    this.#norms = Float64Array.from({ length: n }, (_, j) => this.#norm(0, j));
    this.#computed = this.#norms.slice();
  }

  #norm(row: number, column: number): number {
    const x = columnFrom(this.field, this.m, this.n, this.a, row, column);
    return norm(x, 0, x.length);
  }

  choose(k: number): void {
    let pivot = k;
    for (let j = k + 1; j < this.n; j++) if (this.#norms[j]! > this.#norms[pivot]!) pivot = j;
    if (pivot === k) return;
    swapColumns(this.field, this.m, this.n, this.a, k, pivot);
    const column = this.permutation[k]!;
    this.permutation[k] = this.permutation[pivot]!;
    this.permutation[pivot] = column;
    this.#norms[pivot] = this.#norms[k]!;
    this.#computed[pivot] = this.#computed[k]!;
  }

  /** Takes row k out of the norms of the columns after k. */
  downdate(k: number): void {
    for (let j = k + 1; j < this.n; j++) {
      const size = this.#norms[j]!;
      if (size === 0) continue;
      const { re, im } = this.field.get(this.a, k * this.n + j);
      const left = Math.max(0, 1 - (Math.hypot(re, im) / size) ** 2);
      if (left * (size / this.#computed[j]!) ** 2 <= CANCELLED) {
        this.#norms[j] = this.#norm(k + 1, j);
        this.#computed[j] = this.#norms[j]!;
      } else this.#norms[j] = size * Math.sqrt(left);
    }
  }
}
