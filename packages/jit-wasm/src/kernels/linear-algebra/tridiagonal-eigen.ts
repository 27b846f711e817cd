import { call, type Expr, f64, i32, type Local, type SharedFunctions } from "../../assembler/index.js";
import { Algebra } from "./algebra.js";
import { fieldOf } from "./field.js";
import { type Address, type Index, index, minus, plus, Vector } from "./places.js";
import { rotation } from "./rotation.js";
import { symmetricEigen2 } from "./symmetric-eigen-2.js";
import { hypot, rotateDoubles, swapDoubles } from "./vectors.js";

const EPSILON = Number.EPSILON / 2;
const SAFE = 2 ** -1022;
/** Iterations for each eigenvalue, after which the search is given up. It takes two, as a rule. */
const MOST_ITERATIONS = 30;

/** The matrix, and its vectors in rows of `width` doubles; all in memory. */
const MATRIX = { d: "i32", e: "i32", z: "i32", width: "i32" } as const;

type MatrixLocals = { readonly [N in keyof typeof MATRIX]: Expr<"i32"> };

const real = fieldOf("float64");

/**
 * The eigenvalues of a real symmetric tridiagonal matrix, in ascending order, by the implicitly shifted QL method, or
 * QR where the matrix is graded the other way. Returns whether they were found.
 * Source: Golub and Van Loan, Matrix Computations, 8.3; LAPACK's `steqr`, whose order of steps this is.
 *
 * @param d the diagonal, and then the eigenvalues
 * @param e beside the diagonal; overwritten
 * @param z rows of `width` doubles, which are rotated as the eigenvectors are: from Qᵀ to (Q V)ᵀ
 */
export function symmetricTridiagonalEigen(
  functions: SharedFunctions,
  n: Index,
  d: Address,
  e: Address,
  z: Address,
  width: Index,
): Expr<"i32"> {
  const ref = functions.get("tridiagonalEigen", { n: "i32", ...MATRIX }, "i32", (f, p) => {
    const algebra = new Algebra(f, real, functions);
    const [diagonal, beside] = [new Vector(p.d, 8), new Vector(p.e, 8)];
    const last = f.let(i32.sub(p.n, i32.const(1)));
    const left = f.let(i32.mul(p.n, i32.const(MOST_ITERATIONS)));
    const start = f.let(i32.const(0));
    f.while(
      () => i32.ltS(start, p.n),
      () => {
        const end = f.let(start);
        f.block((found) => {
          f.loop((again) => {
            f.brIf(found, i32.geS(end, last));
            const [here, next] = [algebra.double(diagonal.at(end)), algebra.double(diagonal.at(plus(end, 1)))];
            const small = f64.mul(f64.sqrt(f64.abs(here)), f64.mul(f64.sqrt(f64.abs(next)), f64.const(EPSILON)));
            f.brIf(found, f64.le(f64.abs(algebra.double(beside.at(end))), small));
            f.set(end, i32.add(end, i32.const(1)));
            f.br(again);
          });
        });
        f.if(i32.ltS(end, last), () => algebra.storeDouble(beside.at(end), f64.const(0)));
        const descending = f64.lt(
          f64.abs(algebra.double(diagonal.at(end))),
          f64.abs(algebra.double(diagonal.at(start))),
        );
        const upwards = f.let(i32.eqz(descending));
        const choose = (x: Expr<"i32">, y: Expr<"i32">) =>
          f.choose(
            upwards,
            () => x,
            () => y,
          );
        const step = choose(i32.const(1), i32.const(-1));
        f.set(
          left,
          call(blockFunction(functions), {
            ...p,
            first: choose(start, end),
            last: choose(end, start),
            step,
            iterations: left,
          }),
        );
        f.if(i32.ltS(left, i32.const(0)), () => f.return(i32.const(0)));
        f.set(start, i32.add(end, i32.const(1)));
      },
    );
    sortAscending(algebra, p.n, diagonal, p);
    return i32.const(1);
  });
  return call(ref, { n: index(n), d, e, z, width: index(width) });
}

/** The place in `e` of the entry between row k and the one after it, in the direction of `step`. */
function between(k: Expr<"i32">, step: Expr<"i32">): Expr<"i32"> {
  // k for a step of 1, k − 1 for one of −1.
  return i32.add(k, i32.shrS(i32.sub(step, i32.const(1)), i32.const(1)));
}

/** Finds all eigenvalues from `first` to `last`; returns how many of the iterations are left, or −1. */
function blockFunction(functions: SharedFunctions) {
  const parameters = { ...MATRIX, first: "i32", last: "i32", step: "i32", iterations: "i32" } as const;
  return functions.get("tridiagonalEigen.block", parameters, "i32", (f, p) => {
    const algebra = new Algebra(f, real, functions);
    const [d, e] = [new Vector(p.d, 8), new Vector(p.e, 8)];
    const at = f.let(p.first);
    f.while(
      () => i32.geS(i32.mul(p.step, i32.sub(p.last, at)), i32.const(0)),
      () => {
        const end = f.let(at);
        f.block((found) => {
          f.loop((again) => {
            f.brIf(found, i32.eq(end, p.last));
            const entry = algebra.double(e.at(between(end, p.step)));
            const [here, next] = [algebra.double(d.at(end)), algebra.double(d.at(i32.add(end, p.step)))];
            const product = f64.mul(f64.const(EPSILON * EPSILON), f64.mul(f64.abs(here), f64.abs(next)));
            f.brIf(found, f64.le(f64.mul(entry, entry), f64.add(product, f64.const(SAFE))));
            f.set(end, i32.add(end, p.step));
            f.br(again);
          });
        });
        f.if(i32.ne(end, p.last), () => algebra.storeDouble(e.at(between(end, p.step)), f64.const(0)));
        const distance = f.let(i32.mul(p.step, i32.sub(end, at)));
        f.if(
          i32.eqz(distance),
          () => f.set(at, i32.add(at, p.step)),
          () => {
            f.if(
              i32.eq(distance, i32.const(1)),
              () => {
                solveTwo(algebra, f.let(i32.add(at, i32.shrS(i32.sub(p.step, i32.const(1)), i32.const(1)))), p);
                f.set(at, i32.add(at, i32.mul(p.step, i32.const(2))));
              },
              () => {
                f.set(p.iterations, i32.sub(p.iterations, i32.const(1)));
                f.if(i32.ltS(p.iterations, i32.const(0)), () => f.return(i32.const(-1)));
                f.call(sweepFunction(functions), { ...pick(p), at, end, step: p.step });
              },
            );
          },
        );
      },
    );
    return p.iterations;
  });
}

function pick({ d, e, z, width }: MatrixLocals): MatrixLocals {
  return { d, e, z, width };
}

/** Both eigenvalues of rows `first` and the one after it. */
function solveTwo(algebra: Algebra, first: Local<"i32">, { d, e, z, width }: MatrixLocals): void {
  const { f, functions } = algebra;
  const [diagonal, beside] = [new Vector(d, 8), new Vector(e, 8)];
  const [here, next] = [diagonal.at(first), diagonal.at(plus(first, 1))];
  const found = symmetricEigen2(algebra, algebra.double(here), algebra.double(beside.at(first)), algebra.double(next));
  rotateRows(functions, f, z, width, first, found.c, found.s);
  algebra.storeDouble(here, found.large);
  algebra.storeDouble(next, found.small);
  algebra.storeDouble(beside.at(first), f64.const(0));
}

/** Rotates vectors i and i + 1. */
function rotateRows(
  functions: SharedFunctions,
  f: Algebra["f"],
  z: Address,
  width: Expr<"i32">,
  i: Expr<"i32">,
  c: Expr<"f64">,
  s: Expr<"f64">,
): void {
  const bytes = f.let(i32.shl(width, i32.const(3)));
  const x = f.let(i32.add(z, i32.mul(i, bytes)));
  f.do(rotateDoubles(functions, width, x, i32.add(x, bytes), c, s));
}

/** One step with Wilkinson's shift, which makes the entry beside row `at` small. */
function sweepFunction(functions: SharedFunctions) {
  const parameters = { ...MATRIX, at: "i32", end: "i32", step: "i32" } as const;
  return functions.get("tridiagonalEigen.sweep", parameters, "none", (f, p) => {
    const algebra = new Algebra(f, real, functions);
    const { step } = p;
    const [d, e] = [new Vector(p.d, 8), new Vector(p.e, 8)];
    const before = f.let(i32.shrS(i32.sub(step, i32.const(1)), i32.const(1)));
    const start = algebra.double(d.at(p.at));
    const beside = algebra.double(e.at(between(p.at, step)));
    const half = f.let(
      f64.div(f64.sub(algebra.double(d.at(i32.add(p.at, step))), start), f64.mul(f64.const(2), beside)),
    );
    const root = f64.copysign(hypot(functions, half, f64.const(1)), half);
    const g = f.let(f64.add(f64.sub(algebra.double(d.at(p.end)), start), f64.div(beside, f64.add(half, root))));
    const [s, c, shift] = [f.let(f64.const(1)), f.let(f64.const(1)), f.let(f64.const(0))];
    const i = f.let(i32.sub(p.end, step));
    f.block((done) => {
      f.loop((again) => {
        const entry = algebra.double(e.at(between(i, step)));
        const [x, b] = [f.let(f64.mul(s, entry)), f.let(f64.mul(c, entry))];
        const turn = rotation(f, functions, g, x);
        f.set(c, turn.c);
        f.set(s, turn.s);
        const next = f.let(i32.add(i, step));
        f.if(i32.ne(next, p.end), () => algebra.storeDouble(e.at(between(next, step)), turn.r));
        f.set(g, f64.sub(algebra.double(d.at(next)), shift));
        const r = f.let(f64.add(f64.mul(f64.sub(algebra.double(d.at(i)), g), s), f64.mul(f64.mul(f64.const(2), c), b)));
        f.set(shift, f64.mul(s, r));
        algebra.storeDouble(d.at(next), f64.add(g, shift));
        f.set(g, f64.sub(f64.mul(c, r), b));
        // Vectors i and the next: rotated by −s where the next is the one after, by s where it is the one before.
        const sine = f64.mul(f64.neg(s), f64.convertI32S(step));
        rotateRows(functions, f, p.z, p.width, i32.add(i, before), c, sine);
        f.brIf(done, i32.eq(i, p.at));
        f.set(i, i32.sub(i, step));
        f.br(again);
      });
    });
    algebra.storeDouble(d.at(p.at), f64.sub(algebra.double(d.at(p.at)), shift));
    algebra.storeDouble(e.at(between(p.at, step)), g);
  });
}

/** Puts eigenvalues in ascending order, and their vectors with them, with the fewest exchanges. */
function sortAscending(algebra: Algebra, n: Expr<"i32">, d: Vector, { z, width }: MatrixLocals): void {
  const { f, functions } = algebra;
  const bytes = f.let(i32.shl(width, i32.const(3)));
  algebra.each(0, minus(n, 1), (i) => {
    const least = f.let(i);
    const value = algebra.double(d.at(i));
    algebra.each(plus(i, 1), n, (j) => {
      const other = algebra.double(d.at(j));
      f.if(f64.lt(other, value), () => {
        f.set(least, j);
        f.set(value, other);
      });
    });
    f.if(i32.ne(least, i), () => {
      f.do(swapDoubles(functions, 1, d.at(i), d.at(least)));
      const row = (k: Expr<"i32">) => i32.add(z, i32.mul(k, bytes));
      f.do(swapDoubles(functions, width, row(i), row(least)));
    });
  });
}
