import { type Expr, type FunctionBuilder, i32, v128 } from "../../assembler/index.js";
import { plus } from "../../emit/loop-nest.js";

type Scalar = Expr<"i32">;

/** Writes the low bytes of a vector, whose number need not be a power of two. */
export function storePart(f: FunctionBuilder, address: Scalar, value: Expr<"v128">, bytes: number): void {
  if (bytes >= 16) {
    f.do(v128.store(address, value, { align: 1 }));
    return;
  }
  const vector = f.let(value);
  let offset = 0;
  const stores = { 8: v128.store64Lane, 4: v128.store32Lane, 2: v128.store16Lane, 1: v128.store8Lane };
  for (const width of [8, 4, 2, 1] as const) {
    if ((bytes & width) === 0) continue;
    f.do(stores[width](address, vector, offset / width, { offset, align: 1 }));
    offset += width;
  }
}

/**
 * Computes `bytes` bytes from `target` on, 16 at a time: `body` gives the vector for an offset. Nothing beyond them is
 * written. The last vector may be computed a second time in part, so what is written must not be read again.
 */
export function vectorRun(
  f: FunctionBuilder,
  target: Scalar,
  bytes: number,
  body: (offset: Scalar) => Expr<"v128">,
): void {
  if (bytes === 0) return;
  if (bytes <= 16) return storePart(f, target, body(i32.const(0)), bytes);
  const at = (offset: Scalar) => f.do(v128.store(sum(target, offset), body(offset), { align: 1 }));
  const whole = bytes - (bytes % 16);
  f.for({ from: i32.const(0), to: i32.const(whole), step: 16 }, at);
  if (whole < bytes) at(i32.const(bytes - 16));
}

/** The sum of an address and an offset, which may be a constant. */
export function sum(address: Scalar, offset: Scalar): Scalar {
  return offset.kind === "number" ? plus(address, offset.value) : i32.add(address, offset);
}
