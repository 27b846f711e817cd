import type { TriangularSolveParams } from "@hyrax/core/library";
import { Workspace } from "../workspace.js";
import type { Algebra } from "./algebra.js";
import type { Algorithm } from "./each-matrix.js";
import type { Field, Numeral } from "./field.js";
import { type Address, type Index, minus, within } from "./places.js";

/** Rows that are solved before those after them hear of them. */
const BLOCK = 16;
/** Columns of B to a piece of work. */
const STRIP = 32;

/**
 * Solves op(A) X = B, or X op(A) = B, for an n × n triangular A; of A only the triangle is read. All variants are one:
 * X op(A) = B is op(A)ᵀ Xᵀ = Bᵀ, and the transpose of a lower triangle is an upper one.
 * Source: Golub and Van Loan, Matrix Computations, 3.1.
 *
 * @param columns how many columns of B there are, or rows where it is the left factor
 */
export function triangularSolve(field: Field, n: number, columns: number, params: TriangularSolveParams): Algorithm {
  const { leftSide, lower, transposeA, conjugateA, unitDiagonal } = params;
  const workspace = new Workspace();
  const turnedB = workspace.doubles(leftSide ? 0 : n * columns * field.lanes);
  const turned = transposeA === leftSide;
  const forward = lower !== turned;
  return {
    workspace,
    work: (n * n * columns) / 2 + 1,
    emit: (algebra, [from, right], [to], work) => {
      const { f } = algebra;
      const start = leftSide ? to! : f.let(within(work, turnedB));
      if (leftSide) algebra.copy(n * columns, right!, start);
      else algebra.transpose(columns, n, right!, start);
      if (conjugateA) algebra.conjugateAll(n * n, from!);
      const sharing = { count: Math.ceil(columns / STRIP), work: (n * n * STRIP) / 2 };
      algebra.share(sharing, [from!, start], (inner, [matrix, right], piece) => {
        inner.strip(piece, STRIP, 0, columns, (column, count) => {
          const place = inner.matrix(right!, columns).at(0, column);
          substitute(inner, [n, columns], matrix!, place, count, { turned, forward, unitDiagonal });
        });
      });
      if (!leftSide) algebra.transpose(n, columns, start, to!);
    },
  };
}

/** How the rows of a triangle are gone through. */
interface Order {
  /** Whether the transpose is meant. */
  readonly turned: boolean;
  /** From the first row to the last. */
  readonly forward: boolean;
  readonly unitDiagonal: boolean;
}

/** Solves for some of the columns, from `start` on in rows of `width` numbers. */
function substitute(
  algebra: Algebra,
  [n, width]: readonly [number, number],
  from: Address,
  start: Address,
  count: Index,
  { turned, forward, unitDiagonal }: Order,
): void {
  const { f, field, vectors } = algebra;
  const [a, x] = [algebra.matrix(from, n), algebra.matrix(start, width)];
  const [row, step] = turned ? [field.bytes, a.rowBytes] : [a.rowBytes, field.bytes];
  const coefficient = (i: Index, j: Index): Address => (turned ? a.at(j, i) : a.at(i, j));
  const load = (i: Index, j: Index): Numeral => algebra.load(coefficient(i, j));
  const place = (k: Index): Index => (forward ? k : minus(n - 1, k));
  algebra.blocks(n, BLOCK, (first, end) => {
    // The rows of the block, and those that are solved; backward, the former end where the latter start.
    const top = forward ? first : minus(n, end);
    const solved = forward ? 0 : minus(n, first);
    const left = { at: coefficient(top, solved), row, step };
    const [b, c] = [x.at(solved, 0), x.at(top, 0)].map((at) => ({ at, row: x.rowBytes }));
    algebra.subtractProduct([minus(end, first), count, first], left, b!, c!);
    algebra.each(first, end, (k) => {
      algebra.each(first, k, (m) => {
        const factor = algebra.negative(load(place(k), place(m)));
        f.do(vectors.addScaled(count, factor, x.at(place(m), 0), x.at(place(k), 0)));
      });
      if (!unitDiagonal) f.do(vectors.divide(count, x.at(place(k), 0), load(place(k), place(k))));
    });
  });
}
