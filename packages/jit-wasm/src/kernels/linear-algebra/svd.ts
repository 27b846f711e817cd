import { f64, i32, type Local } from "../../assembler/index.js";
import { Workspace } from "../workspace.js";
import type { Algebra } from "./algebra.js";
import type { BidiagonalLocals } from "./bidiagonal.js";
import { bidiagonalSvd } from "./bidiagonal-svd.js";
import { bidiagonalise } from "./bidiagonalise.js";
import type { Algorithm } from "./each-matrix.js";
import type { Field } from "./field.js";
import { applyProduct, productOf } from "./householder.js";
import { normalise } from "./normalise.js";
import { type Address, plus, within } from "./places.js";
import { triangularise } from "./qr.js";
import { type Reflectors, reflectorsAt, roomForReflectors } from "./reflectors.js";
import { rotation } from "./rotation.js";
import { rotateDoubles } from "./vectors.js";

/** Which of the singular values are wanted, and how many rows and columns the factors have. */
export interface SvdSizes {
  readonly m: number;
  readonly n: number;
  /** The columns of U and rows of Vᴴ. */
  readonly columnsOfU: number;
  readonly rowsOfV: number;
  readonly range: readonly [start: number, end: number];
  /** Whether vectors are wanted, or values only. */
  readonly vectors: boolean;
}

/** From this ratio of rows to columns on, a matrix is made triangular first; of real and of complex numbers. */
const LONG = { 1: 11 / 6, 2: 17 / 9 } as const;

/**
 * The singular value decomposition A = U diag(s) Vᴴ with values in descending order: by reduction to a bidiagonal
 * matrix and implicit QR. Source: Golub and Van Loan, Matrix Computations, 8.6. All results are NaN where an element of
 * A is not finite.
 *
 * The reduction goes the way that LAPACK's `gesdd` has it, so that signs are its own: a matrix that is much longer than
 * it is wide becomes triangular first (Chan, An improved algorithm for computing the singular value decomposition, ACM
 * TOMS 8 (1982)); a wide one goes by way of its conjugate transpose.
 */
export function svd(field: Field, { m, n, columnsOfU, rowsOfV, range, vectors }: SvdSizes): Algorithm {
  const { lanes } = field;
  const tall = m >= n;
  const [rows, columns] = tall ? [m, n] : [n, m];
  const outside = Math.max(columns, tall ? columnsOfU : rowsOfV);
  const isLong = rows >= Math.floor(columns * LONG[lanes]);
  // What becomes bidiagonal: the triangle of a long matrix, or all of it.
  const height = isLong ? columns : rows;

  const workspace = new Workspace();
  const room = (count: number, first: number, size: number) =>
    roomForReflectors(workspace, lanes, { count, first, n: size, width: Math.max(rows, columns, outside) });
  const rooms = {
    outer: room(isLong ? columns : 0, 0, rows),
    left: room(columns, 0, height),
    right: room(Math.max(columns - 1, 0), 1, columns),
  };
  const places = {
    long: workspace.doubles(m * n * lanes),
    triangle: workspace.doubles(columns * columns * lanes),
    d: workspace.doubles(columns),
    e: workspace.doubles(columns),
    product: workspace.doubles(rows * outside * lanes),
    inner: workspace.doubles(columns * columns * lanes),
    longRows: workspace.doubles(vectors ? rows * outside * lanes : 0),
    shortRows: workspace.doubles(vectors ? columns * columns * lanes : 0),
  };

  return {
    workspace,
    work: 12 * m * n * Math.min(m, n) + 1,
    emit: (algebra, [a], [s, u, vh], work) => {
      const { f, functions } = algebra;
      const at = (offset: number): Local<"i32"> => f.let(within(work, offset));
      const [outer, left, right] = [rooms.outer, rooms.left, rooms.right].map((each) =>
        reflectorsAt(algebra, each, work),
      );
      const [d, e] = [algebra.doubles(at(places.d)), algebra.doubles(at(places.e))];
      const scale = normalise(algebra, m * n * lanes, a!);
      const long = tall ? a! : at(places.long);
      if (!tall) algebra.transpose(m, n, a!, long, true);
      let reduced = long;
      if (isLong) {
        triangularise(algebra, columns, long, outer!);
        const triangle = at(places.triangle);
        if (tall) algebra.copy(columns * columns, long, triangle);
        else algebra.transpose(columns, columns, long, triangle, true);
        reduced = triangle;
      }
      bidiagonalise(algebra, height, columns, reduced, { d, e, left: left!, right: right! });
      // Of a wide matrix that was long, the sides have changed places once more.
      const turned = isLong && !tall;
      const [beside, across] = turned ? [right!, left!] : [left!, right!];

      const [longRows, shortRows] = [at(places.longRows), at(places.shortRows)];
      if (vectors) {
        const [product, inner] = [at(places.product), at(places.inner)];
        if (isLong) productOfBoth(algebra, outer!, beside, columns, outside, inner, product);
        else productOf(algebra, beside, outside, product);
        algebra.transpose(rows, outside, product, longRows);
        productOf(algebra, across, columns, inner);
        algebra.transpose(columns, columns, inner, shortRows);
      }
      const width = (size: number) => i32.const(vectors ? size * lanes : 0);
      const longSide = [longRows, width(rows)] as const;
      const shortSide = [shortRows, width(columns)] as const;
      const [[leftRows, leftWidth], [rightRows, rightWidth]] = tall ? [longSide, shortSide] : [shortSide, longSide];
      const matrix: BidiagonalLocals = {
        d: d.start,
        e: e.start,
        left: leftRows,
        leftWidth,
        right: rightRows,
        rightWidth,
      };
      // The transpose of a wide matrix has become upper bidiagonal, and the matrix a lower bidiagonal one.
      if (!tall && !isLong) makeUpper(algebra, columns, matrix);

      const found = f.let(i32.const(columns === 0 ? 1 : 0));
      if (columns > 0) f.if(f64.eq(scale, scale), () => f.set(found, bidiagonalSvd(functions, columns, matrix)));
      const [start, end] = range;
      const count = end - start;
      f.if(
        found,
        () => {
          const values = algebra.doubles(s!);
          algebra.each(0, count, (i) => {
            algebra.storeDouble(values.at(i), f64.mul(scale, algebra.double(d.at(plus(i, start)))));
          });
          if (!vectors) return;
          algebra.transpose(columnsOfU, m, algebra.matrix(leftRows, m).at(start, 0), u!);
          algebra.copy(rowsOfV * n, algebra.matrix(rightRows, n).at(start, 0), vh!);
          algebra.conjugateAll(rowsOfV * n, vh!);
        },
        () => {
          algebra.fill(count, s!, Number.NaN);
          if (!vectors) return;
          algebra.fill(m * columnsOfU * lanes, u!, Number.NaN);
          algebra.fill(rowsOfV * n * lanes, vh!, Number.NaN);
        },
      );
    },
  };
}

/** The first columns of Q diag(P, 1), where P is the product of reflectors of `size` rows. */
function productOfBoth(
  algebra: Algebra,
  outer: Reflectors,
  reflectors: Reflectors,
  size: number,
  columns: number,
  inner: Address,
  to: Address,
): void {
  const out = algebra.matrix(to, columns);
  productOf(algebra, reflectors, size, inner);
  algebra.identity(outer.n, columns, to);
  const rows = algebra.matrix(inner, size);
  algebra.each(0, size, (i) => algebra.copy(size, rows.at(i, 0), out.at(i, 0)));
  applyProduct(algebra, outer, out);
}

/** Rotates the rows of a lower bidiagonal matrix, and its left vectors, so that it becomes an upper one. */
function makeUpper(algebra: Algebra, n: number, matrix: BidiagonalLocals): void {
  const { f, functions } = algebra;
  const [d, e] = [algebra.doubles(matrix.d), algebra.doubles(matrix.e)];
  const bytes = f.let(i32.shl(matrix.leftWidth, i32.const(3)));
  algebra.each(0, n - 1, (i) => {
    const { c, s, r } = rotation(f, functions, f64.load(d.at(i)), f64.load(e.at(i)));
    const next = algebra.double(d.at(plus(i, 1)));
    algebra.storeDouble(d.at(i), r);
    algebra.storeDouble(e.at(i), f64.mul(s, next));
    algebra.storeDouble(d.at(plus(i, 1)), f64.mul(next, c));
    const row = f.let(i32.add(matrix.left, i32.mul(i, bytes)));
    f.do(rotateDoubles(functions, matrix.leftWidth, row, i32.add(row, bytes), c, s));
  });
}
