import { call, type Expr, f64, i32, type Local, type SharedFunctions, select } from "../../assembler/index.js";
import { Algebra } from "./algebra.js";
import { BIDIAGONAL, type BidiagonalLocals, between, RUN, rotateVectors, rowOf } from "./bidiagonal.js";
import { shiftedSweep, zeroShiftSweep } from "./bidiagonal-sweeps.js";
import { type Double, fieldOf } from "./field.js";
import { minus, plus, Vector } from "./places.js";
import { leastSingularValue2, svd2 } from "./svd2.js";
import { scaleDoubles, swapDoubles } from "./vectors.js";

const EPSILON = Number.EPSILON / 2;
/** The relative accuracy to which singular values are found. */
const TOLERANCE = EPSILON ** (-1 / 8) * EPSILON;
const SAFE = 2 ** -1022;
/** Of what LAPACK allows, n² times; it takes about two sweeps for a value. */
const MOST_SWEEPS = 6;

const real = fieldOf("float64");

/**
 * The singular values of a real upper bidiagonal matrix, in descending order, by implicit QR with a zero shift where
 * that is needed to find the small ones to high relative accuracy. Returns whether they were found.
 * Source: Demmel and Kahan, Accurate singular values of bidiagonal matrices, SIAM J. Sci. Stat. Comput. 11 (1990);
 * LAPACK's `bdsqr`, whose order of steps this is.
 *
 * @param matrix d, which gets the singular values; e, which is overwritten; `left`, from Qᵀ to the left singular
 * vectors; `right`, from Pᵀ to the right singular vectors. Rows of width 0 are none.
 */
export function bidiagonalSvd(functions: SharedFunctions, n: number, matrix: BidiagonalLocals): Expr<"i32"> {
  const ref = functions.get("bidiagonalSvd", { n: "i32", ...BIDIAGONAL }, "i32", (f, p) => {
    const algebra = new Algebra(f, real, functions);
    const [d, e] = [new Vector(p.d, 8), new Vector(p.e, 8)];
    const squared = f.let(f64.convertI32S(i32.mul(i32.const(MOST_SWEEPS), i32.mul(p.n, p.n))));
    const least = leastValue(algebra, p.n, d, e);
    const threshold = f.let(f64.max(f64.mul(f64.const(TOLERANCE), least), f64.mul(squared, f64.const(SAFE))));
    const budget = f.let(i32.mul(i32.const(MOST_SWEEPS), i32.mul(p.n, p.n)));
    const run = { first: f.let(i32.const(-1)), last: f.let(i32.const(-1)), step: f.let(i32.const(0)) };
    const end = f.let(i32.sub(p.n, i32.const(1)));
    f.while(
      () => i32.gtS(end, i32.const(0)),
      () => {
        const start = startOf(algebra, e, end, threshold);
        const distance = f.let(i32.sub(end, start));
        f.if(
          i32.eqz(distance),
          () => f.set(end, i32.sub(end, i32.const(1))),
          () => {
            f.if(
              i32.eq(distance, i32.const(1)),
              () => {
                solveTwo(algebra, start, p);
                f.set(end, i32.sub(end, i32.const(2)));
              },
              () => {
                direct(algebra, d, start, end, run);
                const bound = f.let(call(convergeFunction(functions), { d: p.d, e: p.e, ...run }));
                f.if(f64.ge(bound, f64.const(0)), () => {
                  f.set(budget, i32.sub(budget, distance));
                  f.if(i32.ltS(budget, i32.const(0)), () => f.return(i32.const(0)));
                  const shift = f.let(call(shiftFunction(functions), { n: p.n, d: p.d, e: p.e, ...run, least: bound }));
                  f.if(
                    f64.eq(shift, f64.const(0)),
                    () => f.call(zeroShiftSweep(functions), { ...p, ...run }),
                    () => f.call(shiftedSweep(functions), { ...p, ...run, shift }),
                  );
                  const tail = f.let(e.at(between(i32.sub(run.last, run.step), run.step)));
                  f.if(f64.le(f64.abs(f64.load(tail)), threshold), () => algebra.storeDouble(tail, f64.const(0)));
                });
              },
            );
          },
        );
      },
    );
    makePositive(algebra, p.n, d, p);
    sortDescending(algebra, p.n, d, p);
    return i32.const(1);
  });
  return call(ref, { n: i32.const(n), ...matrix });
}

/** A lower bound of the singular values, which is close to the least of them. Source: Demmel and Kahan 1990, (2.4). */
function leastValue(algebra: Algebra, n: Expr<"i32">, d: Vector, e: Vector): Double {
  const { f } = algebra;
  const size = f.let(f64.abs(f64.load(d.start)));
  const least = f.let(size);
  algebra.each(1, n, (i) => {
    f.if(f64.gt(least, f64.const(0)), () => {
      const beside = f64.abs(algebra.double(e.at(minus(i, 1))));
      f.set(size, f64.mul(f64.abs(algebra.double(d.at(i))), f64.div(size, f64.add(size, beside))));
      f.set(least, f64.min(least, size));
    });
  });
  return f64.div(least, f64.sqrt(f64.convertI32S(n)));
}

/** Where the run that ends at `end` begins: after the last negligible entry. */
function startOf(algebra: Algebra, e: Vector, end: Local<"i32">, threshold: Double): Local<"i32"> {
  const { f } = algebra;
  const k = f.let(i32.sub(end, i32.const(1)));
  f.block((found) => {
    f.loop((again) => {
      f.brIf(found, i32.ltS(k, i32.const(0)));
      f.if(f64.le(f64.abs(f64.load(e.at(k))), threshold), () => {
        algebra.storeDouble(e.at(k), f64.const(0));
        f.br(found);
      });
      f.set(k, i32.sub(k, i32.const(1)));
      f.br(again);
    });
  });
  return f.let(i32.add(k, i32.const(1)));
}

function solveTwo(algebra: Algebra, i: Local<"i32">, p: BidiagonalLocals): void {
  const [d, e] = [new Vector(p.d, 8), new Vector(p.e, 8)];
  const next = algebra.f.let(i32.add(i, i32.const(1)));
  const found = svd2(algebra, algebra.double(d.at(i)), algebra.double(e.at(i)), algebra.double(d.at(next)));
  algebra.storeDouble(d.at(i), found.large);
  algebra.storeDouble(e.at(i), f64.const(0));
  algebra.storeDouble(d.at(next), found.small);
  rotateVectors(algebra, p.right, p.rightWidth, i, next, found.cr, found.sr);
  rotateVectors(algebra, p.left, p.leftWidth, i, next, found.cl, found.sl);
}

/** Sweeps go from the larger end of the diagonal to the smaller one, the same way until the run has left the last one. */
function direct(
  { f }: Algebra,
  d: Vector,
  start: Local<"i32">,
  end: Local<"i32">,
  run: { readonly [N in keyof typeof RUN]: Local<"i32"> },
): void {
  const size = (k: Expr<"i32">) => f64.abs(f64.load(d.at(k)));
  const forwards = i32.eq(run.step, i32.const(1));
  const low = f.let(select(forwards, run.first, run.last));
  const high = f.let(select(forwards, run.last, run.first));
  const overlaps = i32.and(i32.leS(start, high), i32.geS(end, low));
  const known = f.let(i32.and(i32.ne(run.step, i32.const(0)), overlaps));
  const down = f.let(select(known, i32.eq(run.step, i32.const(1)), f64.ge(size(start), size(end))));
  f.set(run.first, select(down, start, end));
  f.set(run.last, select(down, end, start));
  f.set(run.step, select(down, i32.const(1), i32.const(-1)));
}

/** Removes an entry that is negligible beside its neighbours, and gives −1; or else a lower bound of the singular values. */
function convergeFunction(functions: SharedFunctions) {
  return functions.get("bidiagonalSvd.converge", { d: "i32", e: "i32", ...RUN }, "f64", (f, p) => {
    const algebra = new Algebra(f, real, functions);
    const [d, e] = [new Vector(p.d, 8), new Vector(p.e, 8)];
    const tail = f.let(e.at(between(i32.sub(p.last, p.step), p.step)));
    const limit = f64.mul(f64.const(TOLERANCE), f64.abs(f64.load(d.at(p.last))));
    f.if(f64.le(f64.abs(f64.load(tail)), limit), () => {
      algebra.storeDouble(tail, f64.const(0));
      f.return(f64.const(-1));
    });
    const size = f.let(f64.abs(f64.load(d.at(p.first))));
    const least = f.let(size);
    const k = f.let(p.first);
    f.while(
      () => i32.ne(k, p.last),
      () => {
        const at = f.let(e.at(between(k, p.step)));
        const beside = f.let(f64.abs(f64.load(at)));
        f.if(f64.le(beside, f64.mul(f64.const(TOLERANCE), size)), () => {
          algebra.storeDouble(at, f64.const(0));
          f.return(f64.const(-1));
        });
        f.set(k, i32.add(k, p.step));
        f.set(size, f64.mul(f64.abs(f64.load(d.at(k))), f64.div(size, f64.add(size, beside))));
        f.set(least, f64.min(least, size));
      },
    );
    return least;
  });
}

/** The shift, or 0 where a shift would cost the small singular values their relative accuracy. */
function shiftFunction(functions: SharedFunctions) {
  const parameters = { n: "i32", d: "i32", e: "i32", ...RUN, least: "f64" } as const;
  return functions.get("bidiagonalSvd.shift", parameters, "f64", (f, p) => {
    const [d, e] = [new Vector(p.d, 8), new Vector(p.e, 8)];
    const greatest = f.let(f64.abs(f64.load(d.at(p.last))));
    const k = f.let(p.first);
    f.while(
      () => i32.ne(k, p.last),
      () => {
        for (const at of [d.at(k), e.at(between(k, p.step))]) f.set(greatest, f64.max(greatest, f64.abs(f64.load(at))));
        f.set(k, i32.add(k, p.step));
      },
    );
    const ratio = f64.mul(f64.mul(f64.convertI32S(p.n), f64.const(TOLERANCE)), f64.div(p.least, greatest));
    f.if(f64.le(ratio, f64.const(Math.max(EPSILON, 0.01 * TOLERANCE))), () => f.return(f64.const(0)));
    const before = f.let(i32.sub(p.last, p.step));
    const beside = f64.load(e.at(between(before, p.step)));
    const shift = f.let(leastSingularValue2(functions, f64.load(d.at(before)), beside, f64.load(d.at(p.last))));
    const top = f.let(f64.abs(f64.load(d.at(p.first))));
    const part = f.let(f64.div(shift, top));
    const small = i32.and(f64.gt(top, f64.const(0)), f64.lt(f64.mul(part, part), f64.const(EPSILON)));
    return select(small, f64.const(0), shift);
  });
}

/** A negative value turns its right vector; one that stands alone turns its left vector, as LAPACK's `bdsdc` has it. */
function makePositive(algebra: Algebra, n: Expr<"i32">, d: Vector, p: BidiagonalLocals): void {
  const { f, functions } = algebra;
  const alone = f.let(i32.eq(n, i32.const(1)));
  algebra.each(0, n, (i) => {
    const value = algebra.double(d.at(i));
    f.if(f64.lt(f64.copysign(f64.const(1), value), f64.const(0)), () => {
      algebra.storeDouble(d.at(i), f64.neg(value));
      const width = f.let(select(alone, p.leftWidth, p.rightWidth));
      f.do(scaleDoubles(functions, width, rowOf(select(alone, p.left, p.right), width, i), f64.const(-1)));
    });
  });
}

function sortDescending(algebra: Algebra, n: Expr<"i32">, d: Vector, p: BidiagonalLocals): void {
  const { f, functions } = algebra;
  algebra.descending(n, (end) => {
    const least = f.let(i32.const(0));
    algebra.each(1, plus(end, 1), (j) => {
      f.if(f64.le(f64.load(d.at(j)), f64.load(d.at(least))), () => f.set(least, j));
    });
    f.if(i32.ne(least, end), () => {
      f.do(swapDoubles(functions, 1, d.at(end), d.at(least)));
      for (const [start, width] of [
        [p.left, p.leftWidth],
        [p.right, p.rightWidth],
      ] as const) {
        f.do(swapDoubles(functions, width, rowOf(start, width, least), rowOf(start, width, end)));
      }
    });
  });
}
