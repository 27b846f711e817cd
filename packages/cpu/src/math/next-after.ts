const float64 = new Float64Array(1);
const word64 = new BigInt64Array(float64.buffer);
const float32 = new Float32Array(1);
const word32 = new Uint32Array(float32.buffer);

/** The float64 next to x in the direction of y; y itself where they are equal, NaN where either is NaN. */
export function nextAfterFloat64(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  float64[0] = x;
  // The bits of a finite magnitude count its place among the magnitudes; the sign bit on top does not disturb that.
  word64[0] = word64[0]! + (x < y === x > 0 ? 1n : -1n);
  return float64[0]!;
}

/** The float32 next to the float32 x in the direction of the float32 y; edges as for float64. */
export function nextAfterFloat32(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  float32[0] = y;
  const towards = word32[0]!;
  float32[0] = x;
  word32[0] = nextAfterBits(word32[0]!, towards, FLOAT32_BITS);
  return float32[0]!;
}

/** The layout of a binary float of up to 32 bits: its width, and the pattern of +∞, beyond which magnitudes are NaN. */
export interface FloatBits {
  readonly width: 16 | 32;
  readonly infinity: number;
}

export const FLOAT16_BITS: FloatBits = { width: 16, infinity: 0x7c00 };
export const BFLOAT16_BITS: FloatBits = { width: 16, infinity: 0x7f80 };
export const FLOAT32_BITS: FloatBits = { width: 32, infinity: 0x7f800000 };

/**
 * The same on bit patterns, unsigned: the pattern next to `from` in the direction of `to`, in the given format.
 * A quiet NaN where either is NaN.
 */
export function nextAfterBits(from: number, to: number, format: FloatBits): number {
  const half = 2 ** (format.width - 1);
  const magnitude = from % half;
  const towards = to % half;
  if (magnitude > format.infinity || towards > format.infinity) return format.infinity + (half - format.infinity) / 2;
  const value = from < half ? magnitude : -magnitude;
  const target = to < half ? towards : -towards;
  if (value === target) return to;
  if (value === 0) return target > 0 ? 1 : half + 1;
  return value < target === value > 0 ? from + 1 : from - 1;
}
