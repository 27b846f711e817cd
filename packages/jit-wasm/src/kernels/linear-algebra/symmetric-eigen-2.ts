import { type Expr, f64, i32, type Local, select } from "../../assembler/index.js";
import type { Algebra } from "./algebra.js";
import { hypot } from "./vectors.js";

/** The eigenvalues of [a b; b c], and the unit eigenvector (c, s) of the one that is larger in size. */
export interface Eigen2 {
  readonly large: Expr<"f64">;
  readonly small: Expr<"f64">;
  readonly c: Expr<"f64">;
  readonly s: Expr<"f64">;
}

/** Source: LAPACK's `laev2`, which gets the smaller eigenvalue from the determinant, without cancellation. */
export function symmetricEigen2({ f, functions }: Algebra, a: Local<"f64">, b: Local<"f64">, c: Local<"f64">): Eigen2 {
  const zero = f64.const(0);
  const half = f64.const(0.5);
  const sum = f.let(f64.add(a, c));
  const difference = f.let(f64.sub(a, c));
  const twice = f.let(f64.add(b, b));
  const root = f.let(hypot(functions, difference, twice));
  const isNegative = f.let(f64.lt(sum, zero));
  const large = f.let(f64.mul(select(isNegative, f64.sub(sum, root), f64.add(sum, root)), half));
  const first = f.let(f64.gt(f64.abs(a), f64.abs(c)));
  const [more, less] = [f.let(select(first, a, c)), f.let(select(first, c, a))];
  const determinant = f64.sub(f64.mul(f64.div(more, large), less), f64.mul(f64.div(b, large), b));
  const small = f.let(select(f64.eq(sum, zero), f64.mul(root, f64.const(-0.5)), determinant));
  // A row of the matrix without one of its eigenvalues: the eigenvector of the other one is along it or across it.
  const grows = f.let(f64.ge(a, c));
  const x = f.let(select(grows, f64.add(difference, root), f64.sub(difference, root)));
  const [cosine, sine] = [f.let(f64.const(1)), f.let(zero)];
  const inverseLength = (t: Expr<"f64">) => f64.div(f64.const(1), f64.sqrt(f64.add(f64.const(1), f64.mul(t, t))));
  f.if(
    f64.gt(f64.abs(x), f64.abs(twice)),
    () => {
      const cotangent = f.let(f64.div(f64.neg(twice), x));
      f.set(sine, inverseLength(cotangent));
      f.set(cosine, f64.mul(cotangent, sine));
    },
    () => {
      f.if(f64.ne(twice, zero), () => {
        const tangent = f.let(f64.div(f64.neg(x), twice));
        f.set(cosine, inverseLength(tangent));
        f.set(sine, f64.mul(tangent, cosine));
      });
    },
  );
  const along = f.let(i32.eq(isNegative, grows));
  return {
    large,
    small,
    c: f.let(select(along, cosine, f64.neg(sine))),
    s: f.let(select(along, sine, cosine)),
  };
}
