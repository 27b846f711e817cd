import { type Expr, f64, type Local } from "../../assembler/index.js";
import type { Algebra } from "./algebra.js";
import { isExceptional, isLateExceptional } from "./deflation.js";
import type { Double } from "./field.js";
import { type Index, type Matrix, minus, plus } from "./places.js";

/** Two shifts, both real or conjugate to each other, by their parts. */
export interface Shifts {
  readonly r1: Local<"f64">;
  readonly i1: Local<"f64">;
  readonly r2: Local<"f64">;
  readonly i2: Local<"f64">;
}

const zero = f64.const(0);

/**
 * The eigenvalues of the last block of two of an active block, or where sweeps have not helped numbers about as large.
 * Source: LAPACK's `lahqr`.
 */
export function shifts(
  algebra: Algebra,
  h: Matrix,
  start: Local<"i32">,
  end: Local<"i32">,
  stuck: Expr<"i32">,
): Shifts {
  const { f } = algebra;
  const at = (i: Index, j: Index): Local<"f64"> => algebra.double(h.at(i, j));
  const before = minus(end, 1);
  const [a, b] = [at(before, before), at(before, end)];
  const [c, d] = [at(end, before), at(end, end)];
  f.if(isExceptional(stuck), () => {
    const [size, from] = [f.local("f64"), f.local("f64")];
    const set = (x: Double, y: Double, place: Double) => {
      f.set(size, f64.add(f64.abs(x), f64.abs(y)));
      f.set(from, place);
    };
    f.if(
      isLateExceptional(stuck),
      () => set(c, at(before, minus(end, 2)), d),
      () => set(at(plus(start, 1), start), at(plus(start, 2), plus(start, 1)), at(start, start)),
    );
    f.set(a, f64.add(f64.mul(f64.const(0.75), size), from));
    f.set(b, f64.mul(f64.const(-0.4375), size));
    f.set(c, size);
    f.set(d, a);
  });
  const found = { r1: f.let(zero), i1: f.let(zero), r2: f.let(zero), i2: f.let(zero) };
  const scale = f.let([a, b, c, d].map((x): Double => f64.abs(x)).reduce((x, y) => f64.add(x, y)));
  f.if(f64.ne(scale, zero), () => {
    for (const x of [a, b, c, d]) f.set(x, f64.div(x, scale));
    const mean = f.let(f64.div(f64.add(a, d), f64.const(2)));
    const determinant = f.let(f64.sub(f64.mul(f64.sub(a, mean), f64.sub(d, mean)), f64.mul(b, c)));
    const root = f.let(f64.sqrt(f64.abs(determinant)));
    f.if(
      f64.ge(determinant, zero),
      () => {
        for (const r of [found.r1, found.r2]) f.set(r, f64.mul(mean, scale));
        f.set(found.i1, f64.mul(root, scale));
        f.set(found.i2, f64.neg(found.i1));
      },
      () => {
        // Of two real ones the closer to the last element, twice.
        const [more, less] = [f.let(f64.add(mean, root)), f.let(f64.sub(mean, root))];
        const isMore = f64.le(f64.abs(f64.sub(more, d)), f64.abs(f64.sub(less, d)));
        const near = f.choose(
          isMore,
          () => more,
          () => less,
        );
        for (const r of [found.r1, found.r2]) f.set(r, f64.mul(near, scale));
      },
    );
  });
  return found;
}
