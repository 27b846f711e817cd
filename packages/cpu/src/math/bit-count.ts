/** A width of integers that fit in a JavaScript number. */
export type NarrowWidth = 8 | 16 | 32;

/** The low `width` bits of an integer, signed or unsigned, as an unsigned number. */
function lowBits(x: number, width: NarrowWidth): number {
  return (width === 32 ? x : x & (2 ** width - 1)) >>> 0;
}

/** The number of one bits in the two's complement of x in `width` bits. */
export function populationCount(x: number, width: NarrowWidth): number {
  // Sums of bits in pairs, then in fours, then in bytes, then all of them: Warren, "Hacker's Delight", section 5-1.
  let bits = lowBits(x, width);
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}

/** The number of zero bits above the highest one bit of x in `width` bits; `width` for 0. */
export function countLeadingZeros(x: number, width: NarrowWidth): number {
  return Math.clz32(lowBits(x, width)) - (32 - width);
}

const high = (x: bigint): number => Number(BigInt.asUintN(64, x) >> 32n);
const low = (x: bigint): number => Number(BigInt.asUintN(32, x));

/** `populationCount` of a 64-bit integer, signed or unsigned. */
export function populationCount64(x: bigint): bigint {
  return BigInt(populationCount(high(x), 32) + populationCount(low(x), 32));
}

/** `countLeadingZeros` of a 64-bit integer, signed or unsigned. */
export function countLeadingZeros64(x: bigint): bigint {
  const top = high(x);
  return BigInt(top === 0 ? 32 + Math.clz32(low(x)) : Math.clz32(top));
}
