import { call, type Expr, f64, i32, i64, type Local } from "../../assembler/index.js";
import type { Workspace } from "../workspace.js";
import { Algebra } from "./algebra.js";
import type { Double } from "./field.js";
import { type Address, type Index, index, type Matrix, minus, times, type Vector, within } from "./places.js";
import { norm, scaleDoubles, swapDoubles } from "./vectors.js";

/** Where scales, exchanges and a column lie in working memory. */
export interface BalanceRoom {
  readonly scales: number;
  readonly exchanges: number;
  readonly column: number;
}

export function roomForBalance(workspace: Workspace, lanes: number, n: number): BalanceRoom {
  return { scales: workspace.doubles(n), exchanges: workspace.doubles(n), column: workspace.doubles(n * lanes) };
}

/** What a matrix was changed by: a similar one has the eigenvectors of the first, scaled and with rows exchanged. */
export interface Balance {
  readonly n: number;
  /** Powers of 2: the matrix became D⁻¹ A D. */
  readonly scales: Vector;
  /** The rows and columns that were exchanged, one pair of integers of 32 bits after the other. */
  readonly exchanges: Vector;
  readonly count: Local<"i32">;
}

/**
 * Balances a square matrix in place. Rows and columns are exchanged so that eigenvalues that stand alone come first and
 * last, with zeros below them; with `scaling`, the others are then scaled so that each row is about as large as its
 * column. Source: Parlett and Reinsch, Balancing a matrix for calculation of eigenvalues and eigenvectors, Numer.
 * Math. 13 (1969); James, Langou and Lowery, On matrix balancing and eigenvector computation, arXiv:1401.5766;
 * LAPACK's `gebal`.
 */
export function balance(
  algebra: Algebra,
  n: number,
  at: Address,
  scaling: boolean,
  work: Address,
  room: BalanceRoom,
): Balance {
  const { f, field, functions } = algebra;
  const a = algebra.matrix(at, n);
  const place = (offset: number) => algebra.doubles(f.let(within(work, offset)));
  const [scales, exchanges, count] = [place(room.scales), place(room.exchanges), f.let(i32.const(0))];
  const [start, end] = [f.let(i32.const(0)), f.let(i32.const(n))];
  const exchange = (i: Local<"i32">, j: Local<"i32">) => {
    f.do(swapDoubles(functions, n * field.lanes, a.at(i, 0), a.at(j, 0)));
    algebra.each(0, n, (row) => f.do(swapDoubles(functions, field.lanes, a.at(row, i), a.at(row, j))));
    f.do(i32.store(exchanges.at(count), i));
    f.do(i32.store(exchanges.at(count), j, { offset: 4 }));
    f.set(count, i32.add(count, i32.const(1)));
  };
  // A row with zeros beside its diagonal goes to the end; then a column with zeros goes to the start.
  const i = f.let(i32.const(n - 1));
  f.while(
    () => i32.geS(i, start),
    () => {
      f.if(isAlone(algebra, a.at(i, 0), field.bytes, i, start, end), () => {
        f.set(end, i32.sub(end, i32.const(1)));
        exchange(i, end);
        f.set(i, end);
      });
      f.set(i, i32.sub(i, i32.const(1)));
    },
  );
  const j = f.let(start);
  f.while(
    () => i32.ltS(j, end),
    () => {
      f.if(isAlone(algebra, a.at(0, j), a.rowBytes, j, start, end), () => {
        exchange(j, start);
        f.set(j, start);
        f.set(start, i32.add(start, i32.const(1)));
        f.set(j, i32.sub(j, i32.const(1)));
      });
      f.set(j, i32.add(j, i32.const(1)));
    },
  );
  algebra.each(0, n, (k) => algebra.storeDouble(scales.at(k), f64.const(1)));
  if (scaling) scale(algebra, n, a, start, end, scales, f.let(within(work, room.column)));
  return { n, scales, exchanges, count };
}

/** Whether of a row or column, of which numbers are so many bytes apart, all but the one of the diagonal are zero. */
function isAlone(
  { field, functions }: Algebra,
  at: Address,
  step: number,
  i: Local<"i32">,
  start: Local<"i32">,
  end: Local<"i32">,
): Expr<"i32"> {
  const parameters = { at: "i32", step: "i32", i: "i32", start: "i32", end: "i32" } as const;
  const ref = functions.get(`${field.name}.isAlone`, parameters, "i32", (f, p) => {
    const own = new Algebra(f, field, functions);
    own.each(p.start, p.end, (j) => {
      const number = own.load(i32.add(p.at, i32.mul(j, p.step)));
      f.if(i32.and(i32.ne(j, p.i), i32.eqz(own.isZero(number))), () => f.return(i32.const(0)));
    });
    return i32.const(1);
  });
  return call(ref, { at, step: i32.const(step), i, start, end });
}

/** Where scaling makes row and column together smaller by less than this, it is left alone. */
const WORTHWHILE = 0.95;

function scale(
  algebra: Algebra,
  n: number,
  a: Matrix,
  start: Index,
  end: Index,
  scales: Vector,
  column: Address,
): void {
  const { f, field, functions, vectors } = algebra;
  const count = minus(end, start);
  const changed = f.local("i32");
  f.loop((again) => {
    f.set(changed, i32.const(0));
    algebra.each(start, end, (i) => {
      f.do(vectors.copyStrided(count, a.at(start, i), a.rowBytes, column, field.bytes));
      const size = (from: Address) => f.let(norm(functions, times(count, field.lanes), from));
      const [columnSize, rowSize] = [size(column), size(a.at(i, start))];
      f.if(i32.and(f64.gt(columnSize, f64.const(0)), f64.gt(rowSize, f64.const(0))), () => {
        const factor = f.let(powerNearRoot(f64.div(rowSize, columnSize)));
        const scaled = f64.add(f64.mul(columnSize, factor), f64.div(rowSize, factor));
        const better = f64.lt(scaled, f64.mul(f64.const(WORTHWHILE), f64.add(columnSize, rowSize)));
        const total = f.let(f64.mul(algebra.double(scales.at(i)), factor));
        const fits = i32.and(f64.gt(total, f64.const(1e-290)), f64.lt(total, f64.const(1e290)));
        f.if(i32.and(better, fits), () => {
          algebra.storeDouble(scales.at(i), total);
          f.set(changed, i32.const(1));
          f.do(scaleDoubles(functions, n * field.lanes, a.at(i, 0), f64.div(f64.const(1), factor)));
          algebra.each(0, n, (row) => {
            algebra.store(a.at(row, i), field.scaled(algebra.load(a.at(row, i)), factor));
          });
        });
      });
    });
    f.brIf(again, changed);
  });
}

/** The power of 2 nearest to √x, at most 2^±300: its exponent is half of the one that x has, rounded. */
function powerNearRoot(x: Double): Double {
  const exponent = (bits: Expr<"i64">) => i64.sub(i64.shrU(bits, i64.const(52n)), i64.const(1023n));
  const half = i64.shrS(i64.add(exponent(i64.reinterpretF64(x)), i64.const(1n)), i64.const(1n));
  const power = f64.reinterpretI64(i64.shl(i64.add(half, i64.const(1023n)), i64.const(52n)));
  return f64.max(f64.const(2 ** -300), f64.min(f64.const(2 ** 300), power));
}

/**
 * Takes items of `width` doubles, one for each row, back to where they belong before the matrix was balanced: rows of
 * vectors in columns, or the numbers of one vector. Of left eigenvectors the scales are the inverse.
 */
export function unbalance(algebra: Algebra, balanced: Balance, items: Address, width: number, left = false): void {
  const { f, functions } = algebra;
  const { n, scales, exchanges, count } = balanced;
  const item = (i: Index): Address => i32.add(items, index(times(i, 8 * width)));
  algebra.each(0, n, (i) => {
    const size = algebra.double(scales.at(i));
    f.do(scaleDoubles(functions, width, item(i), left ? f64.div(f64.const(1), size) : size));
  });
  algebra.descending(count, (k) => {
    const [i, j] = [0, 4].map((offset) => f.let(i32.load(exchanges.at(k), { offset })));
    f.do(swapDoubles(functions, width, item(i!), item(j!)));
  });
}
