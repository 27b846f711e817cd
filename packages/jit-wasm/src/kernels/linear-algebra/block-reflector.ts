import { i32, type Local } from "../../assembler/index.js";
import type { Algebra } from "./algebra.js";
import { type Address, type Index, index, Matrix, minus, plus } from "./places.js";
import { BLOCK, type Reflectors } from "./reflectors.js";

/** Columns to a piece of work. */
const STRIP = 64;

/**
 * A := H A, or Hᴴ A, where H is the product of the reflectors from `start` up to `end`, as I − V T Vᴴ; for the columns of
 * A from one up to another. Source: Schreiber and Van Loan, A storage-efficient WY representation for products of
 * Householder transformations, SIAM J. Sci. Stat. Comput. 10 (1989); LAPACK's `larft`.
 */
export function reflectBlock(
  algebra: Algebra,
  { first, n, v: vectors, taus, block }: Reflectors,
  [start, end]: readonly [Local<"i32">, Local<"i32">],
  adjoint: boolean,
  a: Matrix,
  [from, to]: readonly [from: Index, to: number],
): void {
  const { f, field } = algebra;
  const { places, width } = block!;
  const rows = f.let(index(minus(n - first, start)));
  const count = f.let(i32.sub(end, start));
  const [v, conjugate] = [algebra.matrix(places.v, n), algebra.matrix(places.conjugate, n)];
  algebra.each(0, count, (i) => {
    algebra.clear(i, v.at(i, 0));
    algebra.copy(minus(rows, i), vectors.at(plus(start, i), 0), v.at(i, i));
    if (field.lanes === 1) return;
    algebra.copy(rows, v.at(i, 0), conjugate.at(i, 0));
    algebra.conjugateAll(rows, conjugate.at(i, 0));
  });
  const t = algebra.matrix(places.t, BLOCK);
  triangle(algebra, v, rows, count, algebra.vector(taus.at(start)), t, places.column);
  if (adjoint) algebra.conjugateAll(BLOCK * BLOCK, t.start);
  const [across, along] = adjoint ? [field.bytes, t.rowBytes] : [t.rowBytes, field.bytes];

  const sharing = { count: Math.ceil(to / STRIP), work: 2 * n * BLOCK * STRIP };
  const { sums, turned } = places;
  const values = [
    v.start,
    conjugate.start,
    t.start,
    sums,
    turned,
    a.at(plus(start, first), 0),
    rows,
    count,
    index(from),
  ];
  algebra.share(sharing, values, (inner, known, piece) => {
    const [v_, conjugate_, t_, sums_, turned_, a_, height, size, column] = known as readonly [
      ...(readonly [Address, Address, Address, Address, Address, Address]),
      ...(readonly [Local<"i32">, Local<"i32">, Local<"i32">]),
    ];
    const row = v.rowBytes;
    inner.strip(piece, STRIP, column, to, (at, strip) => {
      const [products, others] = [sums_, turned_].map((place) => {
        const matrix = inner.matrix(place, width);
        inner.each(0, size, (i) => inner.clear(strip, matrix.at(i, at)));
        return { at: inner.f.let(matrix.at(0, at)), row: matrix.rowBytes };
      });
      const numbers = { at: inner.f.let(new Matrix(a_, a.width, a.bytes).at(0, at)), row: a.rowBytes };
      // −Vᴴ A, and T Vᴴ A.
      inner.subtractProduct([size, strip, height], { at: conjugate_, row, step: field.bytes }, numbers, products!);
      inner.subtractProduct([size, strip, size], { at: t_, row: across, step: along }, products!, others!);
      inner.subtractProduct([height, strip, size], { at: v_, row: field.bytes, step: row }, others!, numbers);
    });
  });
}

/** The upper triangular T of some reflectors, column by column. */
function triangle(
  algebra: Algebra,
  v: Matrix,
  rows: Index,
  count: Index,
  taus: { at(i: Index): Address },
  t: Matrix,
  column: Address,
): void {
  const { f, vectors } = algebra;
  const products = algebra.vector(column);
  algebra.clear(BLOCK * BLOCK, t.start);
  algebra.each(0, count, (i) => {
    const tau = algebra.load(taus.at(i));
    const factor = algebra.negative(tau);
    algebra.each(0, i, (j) => {
      algebra.store(products.at(j), vectors.dotConjugate(minus(rows, i), v.at(j, i), v.at(i, i)));
    });
    algebra.each(0, i, (j) => {
      const sum = f.let(vectors.dot(minus(i, j), t.at(j, j), products.at(j)));
      algebra.store(t.at(j, i), algebra.product(factor, sum));
    });
    algebra.store(t.at(i, i), tau);
  });
}
