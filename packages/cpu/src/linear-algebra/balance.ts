import { norm, swapColumns, swapRows } from "./dense.js";
import type { Field } from "./field.js";
import { columnFrom } from "./householder.js";
import { size1 } from "./number.js";

/** What a matrix was changed by: a similar one has the eigenvectors of the first, scaled and with rows exchanged. */
export interface Balance {
  /** The rows and columns that were exchanged, one pair after the other. */
  readonly exchanges: readonly (readonly [i: number, j: number])[];
  /** Powers of 2: the matrix became D⁻¹ A D. */
  readonly scales: Float64Array;
}

/**
 * Balances a square matrix in place. Rows and columns are exchanged so that eigenvalues that stand alone come first and
 * last, with zeros below them; with `scaling`, the others are then scaled so that each row is about as large as its
 * column. Source: Parlett and Reinsch, Balancing a matrix for calculation of eigenvalues and eigenvectors, Numer.
 * Math. 13 (1969); James, Langou and Lowery, On matrix balancing and eigenvector computation, arXiv:1401.5766;
 * LAPACK's `gebal`.
 */
export function balance(field: Field, n: number, a: Float64Array, scaling: boolean): Balance {
  const exchanges: (readonly [number, number])[] = [];
  const exchange = (i: number, j: number) => {
    swapRows(a, n * field.lanes, i, j);
    swapColumns(field, n, n, a, i, j);
    exchanges.push([i, j]);
  };
  let start = 0;
  let end = n;
  const alone = (i: number, transposed: boolean) => {
    for (let j = start; j < end; j++) {
      if (j !== i && size1(field.get(a, transposed ? j * n + i : i * n + j)) !== 0) return false;
    }
    return true;
  };
  // A row with zeros beside its diagonal goes to the end; then a column with zeros goes to the start.
  for (let i = end - 1; i >= start; i--) {
    if (!alone(i, false)) continue;
    exchange(i, --end);
    i = end;
  }
  for (let j = start; j < end; j++) {
    if (!alone(j, true)) continue;
    exchange(j, start++);
    j = start - 1;
  }
  const scales = new Float64Array(n).fill(1);
  if (scaling) scale(field, n, a, start, end, scales);
  return { exchanges, scales };
}

/** Where scaling makes row and column together smaller by less than this, it is left alone. */
const WORTHWHILE = 0.95;

function scale(field: Field, n: number, a: Float64Array, start: number, end: number, scales: Float64Array): void {
  const { lanes } = field;
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = start; i < end; i++) {
      const columnSize = norm(columnFrom(field, end, n, a, start, i), 0, (end - start) * lanes);
      const rowSize = norm(a, (i * n + start) * lanes, (end - start) * lanes);
      if (!(columnSize > 0 && rowSize > 0)) continue;
      const exponent = Math.round(Math.log2(rowSize / columnSize) / 2);
      const factor = 2 ** Math.max(-300, Math.min(300, exponent));
      const better = columnSize * factor + rowSize / factor < WORTHWHILE * (columnSize + rowSize);
      const total = scales[i]! * factor;
      if (!better || !(total > 1e-290 && total < 1e290)) continue;
      scales[i] = total;
      changed = true;
      for (let k = i * n * lanes; k < (i + 1) * n * lanes; k++) a[k]! /= factor;
      for (let row = 0; row < n; row++) {
        for (let lane = 0; lane < lanes; lane++) a[(row * n + i) * lanes + lane]! *= factor;
      }
    }
  }
}

/** Makes eigenvectors, in columns, those of the matrix before it was balanced; of left ones scales are the inverse. */
export function unbalance(
  field: Field,
  n: number,
  { exchanges, scales }: Balance,
  vectors: Float64Array,
  left = false,
): void {
  const width = n * field.lanes;
  scales.forEach((size, i) => {
    if (size === 1) return;
    for (let k = i * width; k < (i + 1) * width; k++) vectors[k]! *= left ? 1 / size : size;
  });
  for (let k = exchanges.length - 1; k >= 0; k--) swapRows(vectors, width, ...exchanges[k]!);
}
