import { f64, i32, type Local } from "../../assembler/index.js";
import { Workspace } from "../workspace.js";
import type { Algebra } from "./algebra.js";
import type { Algorithm } from "./each-matrix.js";
import { type Address, type Index, index, minus, plus, type Vector } from "./places.js";
import { swapDoubles } from "./vectors.js";

/** Columns that are eliminated before the rest of the matrix hears of them. */
const BLOCK = 32;
/** Columns of the rest to a piece of work. */
const STRIP = 64;

/**
 * A[permutation] = L U with partial pivoting, L and U together in one matrix, block by block of columns. A column without
 * a nonzero pivot is passed over, and its U has a zero on the diagonal. Source: Golub and Van Loan, Matrix Computations,
 * 3.4 and 3.2.11; LAPACK's `getrf`, whose pivots these are.
 */
export function lu(m: number, n: number): Algorithm {
  const steps = Math.min(m, n);
  return {
    workspace: new Workspace(),
    work: m * n * steps + 1,
    emit: (algebra, [from], [to, pivots, permutation]) => {
      algebra.copy(m * n, from!, to!);
      algebra.blocks(steps, BLOCK, (start, end) => {
        eliminate(algebra, m, n, to!, algebra.doubles(pivots!), start, end);
        if (n <= Math.min(BLOCK, steps)) return;
        const sharing = { count: Math.ceil(n / STRIP), work: m * STRIP * BLOCK };
        algebra.share(sharing, [to!, start, end], (inner, [matrix, first, after], piece) => {
          inner.strip(piece, STRIP, after!, n, (column, count) => {
            updateStrip(inner, [m, n], matrix!, [first!, after!], column, count);
          });
        });
      });
      permute(algebra, steps, m, pivots!, permutation!);
    },
  };
}

/** Eliminates the columns from `start` to `end`, with pivots; rows are exchanged as a whole. */
function eliminate(
  algebra: Algebra,
  m: number,
  n: number,
  to: Address,
  pivots: Vector,
  start: Local<"i32">,
  end: Local<"i32">,
): void {
  const { f, field, functions, vectors } = algebra;
  const factors = algebra.matrix(to, n);
  algebra.each(start, end, (k) => {
    const pivot = f.let(k);
    const greatest = f.let(algebra.size(algebra.load(factors.at(k, k))));
    algebra.each(plus(k, 1), m, (i) => {
      const size = f.let(algebra.size(algebra.load(factors.at(i, k))));
      f.if(f64.gt(size, greatest), () => {
        f.set(pivot, i);
        f.set(greatest, size);
      });
    });
    algebra.storeDouble(pivots.at(k), f64.convertI32S(pivot));
    f.if(i32.ne(pivot, k), () => {
      f.do(swapDoubles(functions, n * field.lanes, factors.at(k, 0), factors.at(pivot, 0)));
    });
    const top = algebra.load(factors.at(k, k));
    f.if(i32.eqz(algebra.isZero(top)), () => {
      algebra.each(plus(k, 1), m, (i) => {
        const factor = algebra.quotient(algebra.load(factors.at(i, k)), top);
        algebra.store(factors.at(i, k), factor);
        const rest = minus(minus(end, 1), k);
        const [above, row] = [factors.at(k, plus(k, 1)), factors.at(i, plus(k, 1))];
        f.do(vectors.addScaled(rest, algebra.negative(factor), above, row));
      });
    });
  });
}

/** Subtracts what was eliminated from some of the columns after it. */
function updateStrip(
  algebra: Algebra,
  [m, n]: readonly [number, number],
  to: Address,
  [start, end]: readonly [Index, Index],
  column: Local<"i32">,
  count: Index,
): void {
  const { f, field, vectors } = algebra;
  const factors = algebra.matrix(to, n);
  algebra.each(start, end, (k) => {
    algebra.each(plus(k, 1), end, (i) => {
      const factor = algebra.negative(algebra.load(factors.at(i, k)));
      f.do(vectors.addScaled(count, factor, factors.at(k, column), factors.at(i, column)));
    });
  });
  const row = factors.rowBytes;
  const below = { at: factors.at(end, start), row, step: field.bytes };
  const [above, rest] = [factors.at(start, column), factors.at(end, column)].map((at) => ({ at, row }));
  algebra.subtractProduct([minus(m, end), count, minus(end, start)], below, above!, rest!);
}

/** The order of rows that is left when each row `i` has changed places with row `pivots[i]`, one after the other. */
export function pivotsToPermutation(count: number, size: number): Algorithm {
  return {
    workspace: new Workspace(),
    work: size + 1,
    emit: (algebra, [pivots], [permutation]) => permute(algebra, count, size, pivots!, permutation!),
  };
}

function permute(algebra: Algebra, count: Index, size: number, from: Address, to: Address): void {
  const { f } = algebra;
  const [pivots, permutation] = [algebra.doubles(from), algebra.doubles(to)];
  algebra.each(0, size, (i) => algebra.storeDouble(permutation.at(i), f64.convertI32S(i)));
  algebra.each(0, index(count), (i) => {
    const pivot = f.let(i32.truncSatF64S(algebra.double(pivots.at(i))));
    const [here, there] = [algebra.double(permutation.at(i)), algebra.double(permutation.at(pivot))];
    algebra.storeDouble(permutation.at(i), there);
    algebra.storeDouble(permutation.at(pivot), here);
  });
}
