import { call, f64, i32, type Local, type SharedFunctions, select } from "../../assembler/index.js";
import type { Algebra } from "./algebra.js";
import type { Double } from "./field.js";

/** [f g; 0 h] = Uᵀ diag(large, small) V with rotations U = [cl sl; −sl cl] and V = [cr sr; −sr cr]; values have signs. */
export interface Svd2 {
  readonly large: Local<"f64">;
  readonly small: Local<"f64">;
  readonly cl: Local<"f64">;
  readonly sl: Local<"f64">;
  readonly cr: Local<"f64">;
  readonly sr: Local<"f64">;
}

const [zero, one] = [f64.const(0), f64.const(1)];

/** √(x² + y²) of numbers that are neither huge nor tiny. */
const length = (x: Double, y: Double) => f64.sqrt(f64.add(f64.mul(x, x), f64.mul(y, y)));

/** The smaller singular value of [f g; 0 h], to high relative accuracy. Source: LAPACK's `las2`. */
export function leastSingularValue2(functions: SharedFunctions, f: Double, g: Double, h: Double): Double {
  const ref = functions.get("svd2.least", { f: "f64", g: "f64", h: "f64" }, "f64", (builder, p) => {
    const [fa, ga, ha] = [p.f, p.g, p.h].map((x) => builder.let(f64.abs(x)));
    const less = builder.let(f64.min(fa!, ha!));
    const more = builder.let(f64.max(fa!, ha!));
    builder.if(f64.eq(less, zero), () => builder.return(zero));
    const sum = builder.let(f64.add(one, f64.div(less, more)));
    const gap = builder.let(f64.div(f64.sub(more, less), more));
    builder.if(f64.lt(ga!, more), () => {
      const ratio = builder.let(f64.div(ga!, more));
      builder.return(f64.mul(less, f64.div(f64.const(2), f64.add(length(sum, ratio), length(gap, ratio)))));
    });
    const ratio = builder.let(f64.div(more, ga!));
    builder.if(f64.eq(ratio, zero), () => builder.return(f64.div(f64.mul(less, more), ga!)));
    const [x, y] = [builder.let(f64.mul(sum, ratio)), builder.let(f64.mul(gap, ratio))];
    const c = f64.div(one, f64.add(length(one, x), length(one, y)));
    return f64.mul(f64.const(2), f64.mul(f64.mul(less, c), ratio));
  });
  return call(ref, { f, g, h });
}

/**
 * The singular value decomposition of [f g; 0 h], to high relative accuracy in all its parts.
 * Source: Demmel and Kahan, Accurate singular values of bidiagonal matrices, SIAM J. Sci. Stat. Comput. 11 (1990);
 * LAPACK's `lasv2`.
 */
export function svd2(algebra: Algebra, f: Local<"f64">, g: Local<"f64">, h: Local<"f64">): Svd2 {
  const { f: builder } = algebra;
  const choose = (condition: Parameters<typeof select>[0], x: Double, y: Double) =>
    builder.let(select(condition, x, y));
  const signed = (x: Double, ...signs: readonly Double[]) =>
    signs.reduce((product, y) => f64.mul(product, f64.copysign(one, y)), x);
  const swapped = builder.let(f64.gt(f64.abs(h), f64.abs(f)));
  const [first, last] = [choose(swapped, h, f), choose(swapped, f, h)];
  const [fa, ga, ha] = [first, g, last].map((x) => builder.let(f64.abs(x)));
  const found = upright(algebra, [first, g, last], [fa!, ga!, ha!]);
  const cl = choose(swapped, found.sr, found.cl);
  const sl = choose(swapped, found.cr, found.sl);
  const cr = choose(swapped, found.sl, found.cr);
  const sr = choose(swapped, found.cl, found.sr);
  // The sign of the greatest of the three elements decides that of the larger value.
  const sign = choose(
    f64.gt(ga!, fa!),
    signed(one, sr, cl, g),
    choose(swapped, signed(one, sr, sl, h), signed(one, cr, cl, f)),
  );
  return {
    large: builder.let(f64.copysign(found.large, sign)),
    small: builder.let(f64.copysign(found.small, f64.mul(sign, signed(one, f, h)))),
    cl,
    sl,
    cr,
    sr,
  };
}

type Three = readonly [Local<"f64">, Local<"f64">, Local<"f64">];

/** The decomposition where |f| ≥ |h|, with the sizes of the values. */
function upright({ f: builder }: Algebra, [f, g, h]: Three, [fa, ga, ha]: Three): Svd2 {
  const [large, small] = [builder.let(fa), builder.let(ha)];
  const [cl, sl, cr, sr] = [builder.let(one), builder.let(zero), builder.let(one), builder.let(zero)];
  const isHuge = i32.and(f64.gt(ga, fa), f64.lt(f64.div(fa, ga), f64.const(Number.EPSILON / 2)));
  const general = (): void => {
    const gap = builder.let(f64.div(f64.sub(fa, ha), fa));
    const slope = builder.let(f64.div(g, f));
    const sum = builder.let(f64.sub(f64.const(2), gap));
    const long = builder.let(length(sum, slope));
    const short = builder.let(length(gap, slope));
    const mean = builder.let(f64.mul(f64.const(0.5), f64.add(long, short)));
    const tangent = builder.choose(
      f64.eq(slope, zero),
      () =>
        builder.choose(
          f64.eq(gap, zero),
          () => f64.mul(f64.copysign(f64.const(2), f), f64.copysign(one, g)),
          () => f64.add(f64.div(g, f64.copysign(f64.sub(fa, ha), f)), f64.div(slope, sum)),
        ),
      () =>
        f64.mul(f64.add(f64.div(slope, f64.add(long, sum)), f64.div(slope, f64.add(short, gap))), f64.add(one, mean)),
    );
    const size = builder.let(f64.sqrt(f64.add(f64.mul(tangent, tangent), f64.const(4))));
    builder.set(cr, f64.div(f64.const(2), size));
    builder.set(sr, f64.div(tangent, size));
    builder.set(large, f64.mul(fa, mean));
    builder.set(small, f64.div(ha, mean));
    builder.set(cl, f64.div(f64.add(cr, f64.mul(sr, slope)), mean));
    builder.set(sl, f64.div(f64.mul(f64.div(h, f), sr), mean));
  };
  const huge = (): void => {
    builder.set(large, ga);
    builder.set(
      small,
      builder.choose(
        f64.gt(ha, one),
        () => f64.div(fa, f64.div(ga, ha)),
        () => f64.mul(f64.div(fa, ga), ha),
      ),
    );
    builder.set(sl, f64.div(h, g));
    builder.set(cr, f64.div(f, g));
    builder.set(sr, one);
  };
  builder.if(f64.ne(ga, zero), () => builder.if(isHuge, huge, general));
  return { large, small, cl, sl, cr, sr };
}
