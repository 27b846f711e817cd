const float = /* @__PURE__ */ new Float32Array(1);
const bits = /* @__PURE__ */ new Uint32Array(float.buffer);

/** The float32 whose bits are given. */
export function fromFloat32Bits(pattern: number): number {
  bits[0] = pattern;
  return float[0]!;
}

/**
 * The bits of `x` as float32, rounded to odd: what does not fit is cut off, and the last bit is set if that was anything.
 * The set bit keeps `x` off every boundary of a format at least two bits narrower, so rounding once more, to nearest,
 * gives what rounding `x` directly would (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
 */
export function toFloat32BitsOdd(x: number): number {
  float[0] = x;
  const nearest = float[0];
  if (nearest === x) return bits[0]!;
  const towardsZero = Math.abs(nearest) > Math.abs(x) ? bits[0]! - 1 : bits[0]!;
  return (towardsZero | 1) >>> 0;
}
