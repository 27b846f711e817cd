import { fromFloat32Bits, toFloat32BitsOdd } from "./float32-bits.js";

const NAN = 0x7fc0;

/**
 * The 16 bits of the bfloat16 (the upper half of a float32) nearest to `x`, ties to even. `x` is rounded once, from its
 * full double precision. Overflow gives infinity, as IEEE 754 has it; the sign of zero is kept; every NaN gives `0x7fc0`.
 */
export function toBfloat16Bits(x: number): number {
  if (Number.isNaN(x)) return NAN;
  const odd = toFloat32BitsOdd(x);
  // Half a step less one, plus the bit that becomes the last: carries exactly when nearest-even rounds up.
  return (odd + 0x7fff + ((odd >>> 16) & 1)) >>> 16;
}

/** The number that 16 bits stand for as bfloat16; exact. */
export function fromBfloat16Bits(bits: number): number {
  return fromFloat32Bits(bits << 16);
}

/** The bfloat16 nearest to `x`, as a number: ties to even, infinity on overflow, rounded once from double precision. */
export function roundToBfloat16(x: number): number {
  return fromBfloat16Bits(toBfloat16Bits(x));
}
