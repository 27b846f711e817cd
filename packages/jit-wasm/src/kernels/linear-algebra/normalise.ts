import { f64, i32, i64, select } from "../../assembler/index.js";
import type { Algebra } from "./algebra.js";
import type { Double } from "./field.js";
import type { Address } from "./places.js";
import { greatest, scaleDoubles } from "./vectors.js";

/**
 * Brings numbers of which squares would overflow or underflow to a size around 1, in place, by a power of 2 and so
 * without rounding. Returns what to multiply values of that size with; NaN where an element is not finite.
 */
export function normalise({ f, functions }: Algebra, count: number, at: Address): Double {
  const size = f.let(greatest(functions, count, at));
  const scale = f.let(f64.const(1));
  const fits = i32.and(f64.gt(size, f64.const(1e-100)), f64.lt(size, f64.const(1e100)));
  f.if(i32.eqz(i32.or(fits, f64.eq(size, f64.const(0)))), () => {
    f.if(
      f64.lt(size, f64.const(Number.POSITIVE_INFINITY)),
      () => {
        // The bits of the exponent, of at least 2⁻¹⁰⁰⁰.
        const bits = f.let(i64.and(i64.reinterpretF64(size), i64.const(0x7ff0000000000000n)));
        const least = i64.const(23n << 52n);
        f.set(scale, f64.reinterpretI64(select(i64.ltU(bits, least), least, bits)));
        f.do(scaleDoubles(functions, count, at, f64.div(f64.const(1), scale)));
      },
      () => f.set(scale, f64.const(Number.NaN)),
    );
  });
  return scale;
}
