import { type Balance, balance, unbalance } from "./balance.js";
import { ComplexSchur } from "./complex-schur.js";
import { normalise } from "./dense.js";
import type { Field } from "./field.js";
import { reduceToHessenberg } from "./hessenberg.js";
import { productOf } from "./householder.js";
import { RealSchur } from "./real-schur.js";

/** A balanced matrix as Z T Zᴴ. */
export interface SchurForm {
  readonly t: Float64Array;
  /** Unitary; of the balanced matrix. Not there if it was not wanted. */
  readonly z: Float64Array | undefined;
  readonly balanced: Balance;
  /** What T is to be multiplied by, a power of 2. */
  readonly scale: number;
}

/**
 * The Schur form of a square matrix by way of its Hessenberg form; nothing if it has an element that is not finite.
 * Source: Golub and Van Loan, Matrix Computations, 7.5.
 *
 * @param scaling scale rows and columns, which is better for eigenvalues, but not unitary
 */
export function schurForm(
  field: Field,
  n: number,
  a: Float64Array,
  { scaling, vectors }: { readonly scaling: boolean; readonly vectors: boolean },
): SchurForm | undefined {
  const t = a.slice();
  const scale = normalise(t);
  if (Number.isNaN(scale)) return undefined;
  const balanced = balance(field, n, t, scaling);
  const reflectors = reduceToHessenberg(field, n, t);
  const z = vectors ? productOf(field, reflectors, n) : undefined;
  const found = field.lanes === 1 ? new RealSchur(n, t, z).solve() : new ComplexSchur(n, t, z).solve();
  return found ? { t, z, balanced, scale } : undefined;
}

/**
 * A = Z T Zᴴ; NaN where A has an element that is not finite.
 *
 * @param t n × n
 * @param z n × n, if it is wanted
 */
export function schur(field: Field, n: number, a: Float64Array, t: Float64Array, z?: Float64Array): void {
  const form = schurForm(field, n, a, { scaling: false, vectors: z !== undefined });
  if (form === undefined) {
    t.fill(Number.NaN);
    z?.fill(Number.NaN);
    return;
  }
  for (let i = 0; i < t.length; i++) t[i] = form.t[i]! * form.scale;
  if (z === undefined || form.z === undefined) return;
  z.set(form.z);
  unbalance(field, n, form.balanced, z);
}
