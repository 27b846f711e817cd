import { bidiagonalise } from "./bidiagonal.js";
import { conjugateInPlace, identity, normalise, transposed } from "./dense.js";
import type { Field } from "./field.js";
import { rotateRows, rotation } from "./givens.js";
import { productOf, type Reflector, reflectRows } from "./householder.js";
import { BidiagonalSvd, type RotatedRows } from "./implicit-qr.js";
import { triangularise } from "./qr.js";

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
 * matrix and implicit QR. Source: Golub and Van Loan, Matrix Computations, 8.6. All results are NaN where an element of
 * A is not finite.
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
): void {
  const { m, columnsOfU, rowsOfV, range } = sizes;
  const work = a.slice();
  const scale = normalise(work);
  const problem = reduce(field, sizes, work, u !== undefined);
  const { d, e, left, right } = problem;
  if (Number.isNaN(scale) || !new BidiagonalSvd(d, e, left, right).solve()) {
    for (const out of [s, u, vh]) out?.fill(Number.NaN);
    return;
  }
  for (let i = range[0]; i < range[1]; i++) s[i - range[0]] = d[i]! * scale;
  if (u === undefined || vh === undefined) return;
  u.set(transposed(field, columnsOfU, m, rowsFrom(left, range[0], columnsOfU)));
  vh.set(rowsFrom(right, range[0], rowsOfV));
  conjugateInPlace(field, vh);
}

/** A = U B Vᴴ with a real upper bidiagonal B, and the columns of U and V in rows. */
interface Problem {
  readonly d: Float64Array;
  readonly e: Float64Array;
  readonly left: RotatedRows;
  readonly right: RotatedRows;
}

/**
 * The reduction to an upper bidiagonal matrix, in the way that LAPACK's `gesdd` has it, so that signs are its own.
 * A matrix that is much longer than it is wide becomes triangular first (Chan, An improved algorithm for computing the
 * singular value decomposition, ACM TOMS 8 (1982)); a wide one goes by way of its conjugate transpose.
 */
function reduce(field: Field, { m, n, columnsOfU, rowsOfV }: SvdSizes, a: Float64Array, vectors: boolean): Problem {
  const tall = m >= n;
  const [rows, columns] = tall ? [m, n] : [n, m];
  const long = tall ? a : transposed(field, m, n, a, true);
  const outside = Math.max(columns, tall ? columnsOfU : rowsOfV);
  const none = { rows: new Float64Array(0), width: 0 };
  const inRows = (vectorsOf: () => Float64Array, size: number, count: number) =>
    vectors ? { rows: transposed(field, size, count, vectorsOf()), width: size * field.lanes } : none;

  if (rows >= Math.floor(columns * LONG[field.lanes])) {
    const outer = triangularise(field, rows, columns, long);
    const triangle = long.slice(0, columns * columns * field.lanes);
    const inner = tall ? triangle : transposed(field, columns, columns, triangle, true);
    const { d, e, left, right } = bidiagonalise(field, columns, columns, inner);
    const [beside, across] = tall ? [left, right] : [right, left];
    const longSide = inRows(() => productOfBoth(field, outer, beside, rows, columns, outside), rows, outside);
    const shortSide = inRows(() => productOf(field, across, columns), columns, columns);
    return tall ? { d, e, left: longSide, right: shortSide } : { d, e, left: shortSide, right: longSide };
  }

  const { d, e, left, right } = bidiagonalise(field, rows, columns, long);
  const longSide = inRows(() => productOf(field, left, rows, outside), rows, outside);
  const shortSide = inRows(() => productOf(field, right, columns), columns, columns);
  if (tall) return { d, e, left: longSide, right: shortSide };
  makeUpper(d, e, shortSide);
  return { d, e, left: shortSide, right: longSide };
}

/** From this ratio of rows to columns on, a matrix is made triangular first; of real and of complex numbers. */
const LONG = { 1: 11 / 6, 2: 17 / 9 } as const;

/** The first columns of Q diag(P, 1), where P is the product of reflectors of `inner` rows. */
function productOfBoth(
  field: Field,
  outer: readonly Reflector[],
  reflectors: readonly Reflector[],
  n: number,
  inner: number,
  columns: number,
): Float64Array {
  const product = productOf(field, reflectors, inner);
  const out = identity(field, n, columns);
  const size = inner * field.lanes;
  for (let i = 0; i < inner; i++) out.set(product.subarray(i * size, (i + 1) * size), i * columns * field.lanes);
  for (let k = outer.length - 1; k >= 0; k--) reflectRows(field, outer[k]!, out, columns, 0);
  return out;
}

/** Rotates the rows of a lower bidiagonal matrix, and its left vectors, so that it becomes an upper one. */
function makeUpper(d: Float64Array, e: Float64Array, left: RotatedRows): void {
  for (let i = 0; i < e.length; i++) {
    const { c, s, r } = rotation(d[i]!, e[i]!);
    d[i] = r;
    e[i] = s * d[i + 1]!;
    d[i + 1]! *= c;
    rotateRows(left.rows, left.width, i, i + 1, c, s);
  }
}

function rowsFrom({ rows, width }: RotatedRows, first: number, count: number): Float64Array {
  return rows.subarray(first * width, (first + count) * width);
}
