import type { NarrowInteger } from "./integer-type.js";

/** x truncated towards zero and clamped to the type's range, NaN to 0, as XLA converts floats on a CPU. */
export function floatToInteger(x: number, { width, signed }: NarrowInteger): number {
  const min = signed ? -(2 ** (width - 1)) : 0;
  const max = (signed ? 2 ** (width - 1) : 2 ** width) - 1;
  if (!(x > min)) return Number.isNaN(x) ? 0 : min;
  // Adding 0 turns -0, which an integer does not have, into 0.
  return x < max ? Math.trunc(x) + 0 : max;
}

/** The same for 64-bit integers. */
export function floatToInteger64(x: number, signed: boolean): bigint {
  if (Number.isNaN(x)) return 0n;
  const bound = signed ? 2 ** 63 : 2 ** 64;
  if (x >= bound) return (1n << (signed ? 63n : 64n)) - 1n;
  if (signed) return x <= -bound ? -(1n << 63n) : BigInt(Math.trunc(x));
  return x <= 0 ? 0n : BigInt(Math.trunc(x));
}
