import { type FunctionBuilder, f64, type Local, type SharedFunctions } from "../../assembler/index.js";
import type { Double } from "./field.js";
import { hypot } from "./vectors.js";

/** The rotation [c s; −s c], which takes (f, g) to (r, 0). */
export interface Rotation {
  readonly c: Local<"f64">;
  readonly s: Local<"f64">;
  readonly r: Local<"f64">;
}

/**
 * The rotation that takes (x, y) to (r, 0), with c ≥ 0 and r of the sign of x. Source: Bindel, Demmel, Kahan and
 * Marques, On computing Givens rotations reliably and efficiently, ACM TOMS 28 (2002); LAPACK's `lartg`.
 */
export function rotation(f: FunctionBuilder, functions: SharedFunctions, x: Double, y: Double): Rotation {
  const [first, second] = [f.let(x), f.let(y)];
  const zero = f64.const(0);
  const [c, s, r] = [f.let(f64.const(1)), f.let(zero), f.let(first)];
  f.if(f64.ne(second, zero), () => {
    f.if(
      f64.eq(first, zero),
      () => {
        f.set(c, zero);
        f.set(s, f64.copysign(f64.const(1), second));
        f.set(r, f64.abs(second));
      },
      () => {
        f.set(r, f64.copysign(hypot(functions, first, second), first));
        f.set(c, f64.div(first, r));
        f.set(s, f64.div(second, r));
      },
    );
  });
  return { c, s, r };
}
