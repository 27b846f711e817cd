import { swapRows } from "./dense.js";
import type { Field } from "./field.js";
import { negative, quotient, size1 } from "./number.js";

/**
 * A[permutation] = L U with partial pivoting, L and U together in one matrix. A column without a nonzero pivot is
 * passed over, and its U has a zero on the diagonal. Source: Golub and Van Loan, Matrix Computations, 3.4; LAPACK's
 * `getf2`, whose pivots these are.
 *
 * @param lu m × n, to be filled
 * @param pivots min(m, n) places of rows
 * @param permutation m places of rows
 */
export function lu(
  field: Field,
  m: number,
  n: number,
  a: Float64Array,
  lu: Float64Array,
  pivots: Float64Array,
  permutation: Float64Array,
): void {
  lu.set(a);
  for (let k = 0; k < Math.min(m, n); k++) {
    let pivot = k;
    for (let i = k + 1; i < m; i++) {
      if (size1(field.get(lu, i * n + k)) > size1(field.get(lu, pivot * n + k))) pivot = i;
    }
    pivots[k] = pivot;
    swapRows(lu, n * field.lanes, k, pivot);
    const top = field.get(lu, k * n + k);
    if (size1(top) === 0) continue;
    for (let i = k + 1; i < m; i++) {
      const factor = quotient(field.get(lu, i * n + k), top);
      field.set(lu, i * n + k, factor);
      field.addScaled(n - k - 1, negative(factor), lu, k * n + k + 1, lu, i * n + k + 1);
    }
  }
  pivotsToPermutation(pivots, permutation);
}

/** The order of rows that is left when each row `i` has changed places with row `pivots[i]`, one after the other. */
export function pivotsToPermutation(pivots: Float64Array, permutation: Float64Array): void {
  for (let i = 0; i < permutation.length; i++) permutation[i] = i;
  pivots.forEach((pivot, i) => {
    const row = permutation[i]!;
    permutation[i] = permutation[pivot]!;
    permutation[pivot] = row;
  });
}
