import { fromFloat32Bits, toFloat32BitsOdd } from "./float32-bits.js";

// IEEE 754 binary16: 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits. Float32 has bias 127 and 23 fraction bits.
const INFINITY = 0x7c00;
const NAN = 0x7e00;
const LEAST_NORMAL = 2 ** -14;
const STEPS_PER_UNIT = 2 ** 24; // subnormals are multiples of 2**-24
const BEYOND_RANGE = 0x47800000; // 2**16 in float32: above every number that rounds to a finite float16
const REBIAS = (127 - 15) << 23;

/**
 * The 16 bits of the float16 nearest to `x`, ties to even. `x` is rounded once, from its full double precision. Overflow
 * gives infinity, as IEEE 754 has it; the sign of zero is kept; every NaN gives `0x7e00`.
 */
export function toFloat16Bits(x: number): number {
  const odd = toFloat32BitsOdd(x);
  const sign = (odd >>> 16) & 0x8000;
  const magnitude = odd & 0x7fffffff;
  if (magnitude >= BEYOND_RANGE) return Number.isNaN(x) ? NAN : sign | INFINITY;
  // Adding 2**52 leaves no room for a fraction, so the hardware rounds to an integer, ties to even.
  if (Math.abs(x) < LEAST_NORMAL) return sign | (Math.abs(x) * STEPS_PER_UNIT + 2 ** 52 - 2 ** 52);
  // Half a step less one, plus the bit that becomes the last: carries exactly when nearest-even rounds up.
  return sign | ((magnitude - REBIAS + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
}

/** The number that 16 bits stand for as float16; exact. */
export function fromFloat16Bits(bits: number): number {
  const sign = (bits & 0x8000) << 16;
  const magnitude = bits & 0x7fff;
  if (magnitude >= INFINITY) return fromFloat32Bits(sign | 0x7f800000 | (magnitude << 13));
  if (magnitude < 0x400) return (sign ? -magnitude : magnitude) / STEPS_PER_UNIT;
  return fromFloat32Bits(sign | ((magnitude << 13) + REBIAS));
}

/** The float16 nearest to `x`, as a number: ties to even, infinity on overflow, rounded once from double precision. */
export function roundToFloat16(x: number): number {
  return fromFloat16Bits(toFloat16Bits(x));
}
