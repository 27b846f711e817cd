import { type Expr, i32 } from "../../assembler/index.js";
import type { Algebra } from "./algebra.js";
import type { Double } from "./field.js";
import type { Address } from "./places.js";
import { rotateDoubles } from "./vectors.js";

/** A bidiagonal matrix, and its vectors in rows of so many doubles; all in memory. */
export const BIDIAGONAL = {
  d: "i32",
  e: "i32",
  left: "i32",
  leftWidth: "i32",
  right: "i32",
  rightWidth: "i32",
} as const;

export type BidiagonalLocals = { readonly [N in keyof typeof BIDIAGONAL]: Expr<"i32"> };

/** A run of it without a zero beside its diagonal, from `first` to `last` in the direction of `step`. */
export const RUN = { first: "i32", last: "i32", step: "i32" } as const;

/** The place in `e` of the entry between row k and the next one of a run. */
export function between(k: Expr<"i32">, step: Expr<"i32">): Expr<"i32"> {
  // k for a step of 1, k − 1 for one of −1.
  return i32.add(k, i32.shrS(i32.sub(step, i32.const(1)), i32.const(1)));
}

/** The address of row k of vectors. */
export function rowOf(start: Address, width: Expr<"i32">, k: Expr<"i32">): Address {
  return i32.add(start, i32.shl(i32.mul(width, k), i32.const(3)));
}

/** Rotates vectors i and `next`. */
export function rotateVectors(
  { f, functions }: Algebra,
  start: Address,
  width: Expr<"i32">,
  i: Expr<"i32">,
  next: Expr<"i32">,
  c: Double,
  s: Double,
): void {
  f.do(rotateDoubles(functions, width, rowOf(start, width, i), rowOf(start, width, next), c, s));
}
