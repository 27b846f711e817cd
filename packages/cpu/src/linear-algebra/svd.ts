import { bidiagonalise } from "./bidiagonal.js";
import { conjugateInPlace, normalise, transposed } from "./dense.js";
import type { Field } from "./field.js";
import { productOf, type Reflector } from "./householder.js";
import { BidiagonalSvd, type RotatedRows } from "./implicit-qr.js";

/** Which of the singular values are wanted, and how many rows and columns the factors have. */
export interface SvdSizes {
  readonly m: number;
  readonly n: number;
  /** The columns of U and rows of Vᴴ. */
  readonly columnsOfU: number;
  readonly rowsOfV: number;
  readonly range: readonly [start: number, end: number];
}

/**
 * The singular value decomposition A = U diag(s) Vᴴ with values in descending order: by reduction to a bidiagonal
 * matrix and implicit QR. Source: Golub and Van Loan, Matrix Computations, 8.6; a wide matrix goes by way of its
 * conjugate transpose. All results are NaN where an element of A is not finite.
 *
 * @param u m × columnsOfU, and `vh` rowsOfV × n; neither is there if only values are wanted
 */
export function svd(
  field: Field,
  sizes: SvdSizes,
  a: Float64Array,
  s: Float64Array,
  u?: Float64Array,
  vh?: Float64Array,
) {
  const { m, n, columnsOfU, rowsOfV, range } = sizes;
  const tall = m >= n;
  const work = tall ? a.slice() : transposed(field, m, n, a, true);
  const scale = normalise(work);
  const [rows, columns] = tall ? [m, n] : [n, m];
  const { d, e, left, right } = bidiagonalise(field, rows, columns, work);
  const none = { rows: new Float64Array(0), width: 0 };
  // With a range, all vectors rotate, and the wanted ones are taken at the end.
  const count = tall ? columnsOfU : rowsOfV;
  const leftRows = u ? vectorRows(field, left, rows, Math.max(count, columns)) : none;
  const rightRows = u ? vectorRows(field, right, columns, columns) : none;
  if (Number.isNaN(scale) || !new BidiagonalSvd(d, e, leftRows, rightRows).solve()) {
    for (const out of [s, u, vh]) out?.fill(Number.NaN);
    return;
  }
  for (let i = range[0]; i < range[1]; i++) s[i - range[0]] = d[i]! * scale;
  if (u === undefined || vh === undefined) return;
  const [ofU, ofV] = tall ? [leftRows, rightRows] : [rightRows, leftRows];
  u.set(transposed(field, columnsOfU, m, rowsFrom(ofU, range[0], columnsOfU)));
  vh.set(rowsFrom(ofV, range[0], rowsOfV));
  conjugateInPlace(field, vh);
}

/** The first columns of a product of reflectors, in rows. */
function vectorRows(field: Field, reflectors: readonly Reflector[], n: number, count: number): RotatedRows {
  return { rows: transposed(field, n, count, productOf(field, reflectors, n, count)), width: n * field.lanes };
}

function rowsFrom({ rows, width }: RotatedRows, first: number, count: number): Float64Array {
  return rows.subarray(first * width, (first + count) * width);
}
