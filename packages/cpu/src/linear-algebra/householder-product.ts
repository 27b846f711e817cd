import type { Field } from "./field.js";
import { columnFrom, productOf } from "./householder.js";
import { one } from "./number.js";

/**
 * The first n columns of the product of the reflectors that lie in the columns of an m × n matrix, below its diagonal.
 * Source: LAPACK's `org2r`.
 */
export function householderProduct(
  field: Field,
  m: number,
  n: number,
  a: Float64Array,
  taus: Float64Array,
  out: Float64Array,
): void {
  const reflectors = Array.from({ length: taus.length / field.lanes }, (_, k) => {
    const v = columnFrom(field, m, n, a, k, k);
    field.set(v, 0, one);
    return { tau: field.get(taus, k), v, n: m - k, at: k };
  });
  out.set(productOf(field, reflectors, m, n));
}
