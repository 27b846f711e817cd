import { call, type Expr, f64, i32, type SharedFunctions } from "../../assembler/index.js";
import { Algebra } from "./algebra.js";
import type { Field } from "./field.js";
import { type Address, type Index, minus, plus } from "./places.js";

const EPSILON = Number.EPSILON;
const SAFE = 2 ** -1022;

/**
 * The numbers from one row of a Hessenberg matrix to the next while its columns are worked on: a few more than there are
 * where all rows would claim the same cache lines.
 */
export const widthOf = (field: Field, n: number): number => n + (n > 0 && (n * field.lanes) % 64 === 0 ? 8 : 0);

/** Sweeps of a QR iteration for each eigenvalue, after which the search is given up. */
export const mostSweeps = (n: number): number => 30 * Math.max(10, n);

/** Every tenth sweep without success has an exceptional shift; of those every other one takes it from the block's end. */
export const isExceptional = (stuck: Expr<"i32">): Expr<"i32"> => i32.eqz(i32.remU(stuck, i32.const(10)));
export const isLateExceptional = (stuck: Expr<"i32">): Expr<"i32"> => i32.eqz(i32.remU(stuck, i32.const(20)));

/**
 * Where the active block of a Hessenberg matrix that ends at row `end` begins: after the last negligible subdiagonal
 * element, which becomes 0. Source: Ahues and Tisseur, A new deflation criterion for the QR algorithm, LAPACK Working
 * Note 122; LAPACK's `lahqr`.
 */
export function deflate(
  functions: SharedFunctions,
  field: Field,
  n: number,
  h: Address,
  end: Expr<"i32">,
): Expr<"i32"> {
  const ref = functions.get(`${field.name}.deflate${n}`, { h: "i32", end: "i32" }, "i32", (f, p) => {
    const algebra = new Algebra(f, field, functions);
    const a = algebra.matrix(p.h, widthOf(field, n));
    const small = SAFE * (n / EPSILON);
    const k = f.let(p.end);
    const size = (i: Index, j: Index) => algebra.size(algebra.load(a.at(i, j)));
    f.block((found) => {
      f.loop((again) => {
        f.brIf(found, i32.eqz(k));
        const before = f.let(i32.sub(k, i32.const(1)));
        const negligible = (): void => {
          algebra.store(a.at(k, before), algebra.real(f64.const(0)));
          f.br(found);
        };
        const below = f.let(size(k, before));
        f.if(f64.le(below, f64.const(small)), negligible);
        const here = f.let(size(k, k));
        const around = f.let(f64.add(size(before, before), here));
        f.if(f64.eq(around, f64.const(0)), () => {
          f.if(i32.geS(k, i32.const(2)), () => f.set(around, f64.add(around, size(before, minus(k, 2)))));
          f.if(i32.ltS(k, i32.const(n - 1)), () => f.set(around, f64.add(around, size(plus(k, 1), k))));
        });
        f.if(f64.le(below, f64.mul(f64.const(EPSILON), around)), () => {
          const above = f.let(size(before, k));
          const difference = f.let(field.difference(algebra.load(a.at(before, before)), algebra.load(a.at(k, k))));
          const gap = f.let(algebra.size(difference));
          const [more, less] = [f.let(f64.max(below, above)), f.let(f64.min(below, above))];
          const [far, near] = [f.let(f64.max(here, gap)), f.let(f64.min(here, gap))];
          const sum = f.let(f64.add(far, more));
          const limit = f64.max(f64.const(small), f64.mul(f64.const(EPSILON), f64.mul(near, f64.div(far, sum))));
          f.if(f64.le(f64.mul(less, f64.div(more, sum)), limit), negligible);
        });
        f.set(k, before);
        f.br(again);
      });
    });
    return k;
  });
  return call(ref, { h, end });
}
