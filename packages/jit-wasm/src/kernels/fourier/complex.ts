import { type Expr, f64x2, v128 } from "../../assembler/index.js";

/** A complex number in double precision: its real and its imaginary part. */
export type Complex = Expr<"v128">;

/** The bytes of a complex number. */
export const BYTES = 16;

/** x y. The operands may be used more than once: they must be variables. */
export function product(x: Complex, y: Complex): Complex {
  const real = f64x2.shuffle(x, x, [0, 0]);
  const imaginary = f64x2.shuffle(x, x, [1, 1]);
  return f64x2.add(f64x2.mul(real, y), f64x2.mul(imaginary, v128.xor(swapped(y), f64x2.const(-0, 0))));
}

/** The number with its parts exchanged. */
export function swapped(x: Complex): Complex {
  return f64x2.shuffle(x, x, [1, 0]);
}

export function conjugate(x: Complex): Complex {
  return v128.xor(x, f64x2.const(0, -0));
}

/** −i x. */
export function turned(x: Complex): Complex {
  return v128.xor(swapped(x), f64x2.const(0, -0));
}
