import { copyStrided, identity, norm } from "./dense.js";
import type { Field } from "./field.js";
import {
  type Complex,
  conjugate,
  difference,
  negative,
  one,
  product,
  quotient,
  real,
  withSign,
  zero,
} from "./number.js";

/** H = I − τ v vᴴ with v₀ = 1: unitary, and where τ is 0 the identity. */
export interface Reflector {
  readonly tau: Complex;
  readonly v: Float64Array;
  /** How many rows (or columns) it works on: the length of v. */
  readonly n: number;
  /** The first row (or column) that it works on. */
  readonly at: number;
}

/** A reflector, and the first element β of what it leaves: Hᴴ x = (β, 0, …). */
export interface Reflection {
  readonly reflector: Reflector;
  readonly beta: number;
}

/**
 * The reflector that brings x to a real multiple of the first unit vector, β = −sign(Re x₀) ‖x‖; the identity if x is
 * that already. Source: Golub and Van Loan, Matrix Computations, 5.1; LAPACK's `larfg`.
 *
 * @param x its own array, which becomes v
 */
export function reflection(field: Field, x: Float64Array, at: number): Reflection {
  const n = x.length / field.lanes;
  const alpha = field.get(x, 0);
  const rest = norm(x, field.lanes, x.length - field.lanes);
  field.set(x, 0, one);
  if (rest === 0 && alpha.im === 0) return { reflector: { tau: zero, v: x, n, at }, beta: alpha.re };
  const beta = -withSign(Math.hypot(alpha.re, alpha.im, rest), alpha.re);
  const tau = { re: (beta - alpha.re) / beta, im: -alpha.im / beta };
  const divisor = difference(alpha, real(beta));
  for (let i = 1; i < n; i++) field.set(x, i, quotient(field.get(x, i), divisor));
  return { reflector: { tau, v: x, n, at }, beta };
}

/** The column of a matrix from a row on, as an array of its own. */
export function columnFrom(
  field: Field,
  m: number,
  width: number,
  a: Float64Array,
  row: number,
  column: number,
): Float64Array {
  const out = new Float64Array((m - row) * field.lanes);
  copyStrided(field, m - row, a, row * width + column, width, out, 0, 1);
  return out;
}

/** Hᴴ, which differs from H where τ is complex. */
export function adjoint(reflector: Reflector): Reflector {
  return { ...reflector, tau: conjugate(reflector.tau) };
}

/** A := H A, for the columns of A from one on. */
export function reflectRows(field: Field, { tau, v, n, at }: Reflector, a: Float64Array, width: number, from: number) {
  if (tau.re === 0 && tau.im === 0) return;
  const columns = width - from;
  const sums = new Float64Array(columns * field.lanes);
  for (let i = 0; i < n; i++) {
    field.addScaled(columns, conjugate(field.get(v, i)), a, (at + i) * width + from, sums, 0);
  }
  for (let i = 0; i < n; i++) {
    const factor = negative(product(tau, field.get(v, i)));
    field.addScaled(columns, factor, sums, 0, a, (at + i) * width + from);
  }
}

/** A := A H, for the rows of A from one up to another. */
export function reflectColumns(
  field: Field,
  { tau, v, n, at }: Reflector,
  a: Float64Array,
  width: number,
  from: number,
  to: number,
): void {
  if (tau.re === 0 && tau.im === 0) return;
  for (let row = from; row < to; row++) {
    const start = row * width + at;
    const factor = negative(product(tau, field.dot(n, v, 0, a, start)));
    field.addScaledConjugate(n, factor, v, 0, a, start);
  }
}

/** The first columns of the product of reflectors that begin one row (or more) after the other: H₀ H₁ H₂ …, n × columns. */
export function productOf(field: Field, reflectors: readonly Reflector[], n: number, columns = n): Float64Array {
  const q = identity(field, n, columns);
  // From the last on: rows and columns before the first that a reflector works on are still those of the identity.
  for (let k = reflectors.length - 1; k >= 0; k--) {
    const reflector = reflectors[k]!;
    if (reflector.at < columns) reflectRows(field, reflector, q, columns, reflector.at);
  }
  return q;
}
