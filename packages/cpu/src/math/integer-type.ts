/** An integer type whose values fit in a JavaScript number. */
export interface NarrowInteger {
  readonly width: 8 | 16 | 32;
  readonly signed: boolean;
}

/** x modulo `2^width`, as the value of that type which is congruent to it; x is an integer, exact. */
export function wrap(x: number, { width, signed }: NarrowInteger): number {
  const unused = 32 - width;
  // Shifts convert to 32 bits modulo 2³²; to the top and back extends the sign or the zeros.
  return signed ? (x << unused) >> unused : (x << unused) >>> unused;
}

/** The same for 64-bit integers. */
export function wrap64(x: bigint, signed: boolean): bigint {
  return signed ? BigInt.asIntN(64, x) : BigInt.asUintN(64, x);
}
