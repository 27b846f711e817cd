import { call, type Expr, type FunctionBuilder, f64, f64x2, type SharedFunctions } from "../../assembler/index.js";

type Pair = Expr<"v128">;
type Double = Expr<"f64">;

/** x / y of complex numbers, where neither |y|² overflows nor underflows. Source: Smith, Algorithm 116, CACM 5 (1962). */
export function quotientFunction(functions: SharedFunctions, x: Pair, y: Pair): Pair {
  const ref = functions.get("complex.quotient", { x: "v128", y: "v128" }, "v128", (f, operands) => {
    const part = (z: Pair, lane: number) => f.let(f64x2.extractLane(z, lane));
    const [a, b] = [part(operands.x, 0), part(operands.x, 1)];
    const [c, d] = [part(operands.y, 0), part(operands.y, 1)];
    return f.choose(
      f64.eq(d, f64.const(0)),
      () => pair(f64.div(a, c), f64.div(b, c)),
      () =>
        f.choose(
          f64.ge(f64.abs(c), f64.abs(d)),
          () => byRatio(f, c, d, (t) => [f64.add(a, f64.mul(b, t)), f64.sub(b, f64.mul(a, t))]),
          () => byRatio(f, d, c, (t) => [f64.add(f64.mul(a, t), b), f64.sub(f64.mul(b, t), a)]),
        ),
    );
  });
  return call(ref, { x, y });
}

/** The parts over the greater part of the divisor, where t is the ratio of the less to the greater. */
function byRatio(
  f: FunctionBuilder,
  greater: Double,
  less: Double,
  parts: (t: Double) => readonly [re: Double, im: Double],
): Pair {
  const t = f.let(f64.div(less, greater));
  const size = f.let(f64.add(greater, f64.mul(less, t)));
  const [re, im] = parts(t);
  return pair(f64.div(re, size), f64.div(im, size));
}

/** The complex number of two parts. */
export function pair(re: Double, im: Double): Pair {
  return f64x2.replaceLane(f64x2.splat(re), 1, im);
}
