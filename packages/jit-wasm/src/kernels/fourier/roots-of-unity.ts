import { call, type Expr, f64, f64x2, i32, type SharedFunctions, v128 } from "../../assembler/index.js";
import type { MathLibrary } from "../../math/index.js";
import type { Address } from "../linear-algebra/places.js";
import { BYTES, product } from "./complex.js";

/** Powers that are products of a fine and of a coarse one: the square root of this many sines for each root. */
const FINE = 256;

/**
 * Writes e^(−2πik/n) for k < `count`. Of the roots all of which are computed one is the product of two, with an error of two
 * roundings: those of k mod 256, and of multiples of 256.
 */
export function rootsOfUnity(
  functions: SharedFunctions,
  math: MathLibrary,
  n: number,
  to: Address,
  count = n,
): Expr<"none"> {
  const ref = functions.get("fft.roots", { n: "i32", count: "i32", to: "i32" }, "none", (f, p) => {
    const root = (k: Expr<"i32">) => {
      const part = f64.div(f64.convertI32S(k), f64.convertI32S(p.n));
      const angle = f.let(f64x2.splat(f64.mul(f64.const(-2 * Math.PI), part)));
      const sine = f.let(math.callF64("sin", angle));
      return f64x2.shuffle(math.callF64("cos", angle), sine, [0, 2]);
    };
    const address = (k: Expr<"i32">) => i32.add(p.to, i32.shl(k, i32.const(4)));
    const k = f.let(i32.const(0));
    f.while(
      () => i32.and(i32.ltS(k, p.count), i32.ltS(k, i32.const(FINE))),
      () => {
        f.do(v128.store(address(k), root(k)));
        f.set(k, i32.add(k, i32.const(1)));
      },
    );
    f.while(
      () => i32.ltS(k, p.count),
      () => {
        const coarse = f.let(root(k));
        const end = f.let(i32.add(k, i32.const(FINE)));
        f.if(i32.gtS(end, p.count), () => f.set(end, p.count));
        const fine = f.let(p.to);
        f.for({ from: k, to: end }, (at) => {
          f.do(v128.store(address(at), product(coarse, f.let(v128.load(fine)))));
          f.set(fine, i32.add(fine, i32.const(BYTES)));
        });
        f.set(k, end);
      },
    );
  });
  return call(ref, { n: i32.const(n), count: i32.const(count), to });
}
