import { f64, i32, type Local } from "../../assembler/index.js";
import type { Workspace } from "../workspace.js";
import type { Algebra } from "./algebra.js";
import { type Address, type Index, minus, plus, times, type Vector } from "./places.js";
import { hypot, norm, swapDoubles } from "./vectors.js";

/** Below this, a norm that was updated has lost half of its digits. */
const CANCELLED = Math.sqrt(Number.EPSILON / 2);

/** Where the norms lie, the norms when they were last computed, and a column. */
export interface PivotRoom {
  readonly norms: number;
  readonly computed: number;
  readonly column: number;
}

export function roomForPivoting(workspace: Workspace, lanes: number, m: number, n: number): PivotRoom {
  return { norms: workspace.doubles(n), computed: workspace.doubles(n), column: workspace.doubles(m * lanes) };
}

/**
 * The choice of the column with the greatest norm in what is left of the matrix. Norms are updated from step to step,
 * and computed anew where that has cost digits. Source: Golub and Van Loan, Matrix Computations, 5.4; Drmač and
 * Bujanović, On the failure of rank-revealing QR factorization software, ACM TOMS 35 (2008).
 */
export class ColumnPivoting {
  readonly #norms: Vector;
  readonly #computed: Vector;
  readonly #column: Local<"i32">;

  constructor(
    readonly algebra: Algebra,
    readonly m: number,
    readonly n: number,
    readonly a: Address,
    readonly permutation: Address,
    workspace: Address,
    room: PivotRoom,
  ) {
    const at = (offset: number) => algebra.f.let(i32.add(workspace, i32.const(offset)));
    this.#norms = algebra.doubles(at(room.norms));
    this.#computed = algebra.doubles(at(room.computed));
    this.#column = at(room.column);
  }

  start(): void {
    const { algebra, m, n } = this;
    const permutation = algebra.doubles(this.permutation);
    algebra.each(0, n, (j) => {
      // Without rows there is nothing to compare, and JAX's permutation is zeros.
      algebra.storeDouble(permutation.at(j), m === 0 ? f64.const(0) : f64.convertI32S(j));
      this.#compute(0, j);
    });
  }

  /** Computes the norm of a column from a row on. */
  #compute(row: Index, column: Index): void {
    const { algebra, m, n, a } = this;
    const { f, field, functions, vectors } = algebra;
    const from = algebra.matrix(a, n);
    const rows = minus(m, row);
    f.do(vectors.copyStrided(rows, from.at(row, column), from.rowBytes, this.#column, field.bytes));
    const size = f.let(norm(functions, times(rows, field.lanes), this.#column));
    for (const norms of [this.#norms, this.#computed]) algebra.storeDouble(norms.at(column), size);
  }

  choose(k: Local<"i32">): void {
    const { algebra, m, n, a } = this;
    const { f, field, functions } = algebra;
    const pivot = f.let(k);
    const greatest = algebra.double(this.#norms.at(k));
    algebra.each(plus(k, 1), n, (j) => {
      const size = algebra.double(this.#norms.at(j));
      f.if(f64.gt(size, greatest), () => {
        f.set(pivot, j);
        f.set(greatest, size);
      });
    });
    f.if(i32.ne(pivot, k), () => {
      const columns = algebra.matrix(a, n);
      algebra.each(0, m, (i) => f.do(swapDoubles(functions, field.lanes, columns.at(i, k), columns.at(i, pivot))));
      const permutation = algebra.doubles(this.permutation);
      for (const values of [permutation, this.#norms, this.#computed]) {
        f.do(swapDoubles(functions, 1, values.at(k), values.at(pivot)));
      }
    });
  }

  /** Takes row k out of the norms of the columns after k. */
  downdate(k: Local<"i32">): void {
    const { algebra, n, a } = this;
    const { f, field, functions } = algebra;
    const from = algebra.matrix(a, n);
    algebra.each(plus(k, 1), n, (j) => {
      const size = algebra.double(this.#norms.at(j));
      f.if(f64.ne(size, f64.const(0)), () => {
        const x = algebra.load(from.at(k, j));
        const part = f.let(f64.div(hypot(functions, field.re(x), field.im(x)), size));
        const left = f.let(f64.max(f64.const(0), f64.sub(f64.const(1), f64.mul(part, part))));
        const since = f.let(f64.div(size, algebra.double(this.#computed.at(j))));
        f.if(
          f64.le(f64.mul(left, f64.mul(since, since)), f64.const(CANCELLED)),
          () => this.#compute(plus(k, 1), j),
          () => algebra.storeDouble(this.#norms.at(j), f64.mul(size, f64.sqrt(left))),
        );
      });
    });
  }
}
