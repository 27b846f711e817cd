import { type DType, dtypeBytes } from "@hyrax/core";
import type { Loop1, Loop2, Wide } from "./loops.js";

// Bitwise operators of JavaScript take doubles modulo 2³², which is what elements of 8 to 32 bits need; storing cuts
// the result to the width.

export const and: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! & y[i]!;
};

export const or: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! | y[i]!;
};

export const xor: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! ^ y[i]!;
};

export const not: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = ~x[i]!;
};

export const logicalNot: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = 1 - x[i]!;
};

/** A shift by as many bits as there are, or more, or by a negative number, leaves nothing. */
export function shiftLeft(dtype: DType): Loop2 {
  const bits = 8 * dtypeBytes(dtype);
  return (x, y, out, n) => {
    for (let i = 0; i < n; i++) out[i] = y[i]! >= 0 && y[i]! < bits ? x[i]! << y[i]! : 0;
  };
}

export function shiftRightLogical(dtype: DType): Loop2 {
  const bits = 8 * dtypeBytes(dtype);
  const mask = bits === 32 ? -1 : 2 ** bits - 1;
  return (x, y, out, n) => {
    for (let i = 0; i < n; i++) out[i] = y[i]! >= 0 && y[i]! < bits ? (x[i]! & mask) >>> y[i]! : 0;
  };
}

/** The highest bit counts as the sign, in unsigned dtypes too; shifted too far, it fills the element. */
export function shiftRightArithmetic(dtype: DType): Loop2 {
  const bits = 8 * dtypeBytes(dtype);
  const unused = 32 - bits;
  return (x, y, out, n) => {
    for (let i = 0; i < n; i++) {
      const distance = y[i]! >= 0 && y[i]! < bits ? y[i]! : 31;
      out[i] = ((x[i]! << unused) >> unused) >> distance;
    }
  };
}

/** The number of leading zeros. */
export function clz(dtype: DType): Loop1 {
  const bits = 8 * dtypeBytes(dtype);
  const mask = bits === 32 ? -1 : 2 ** bits - 1;
  return (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.clz32(x[i]! & mask) - (32 - bits);
  };
}

/** The number of ones, added up in parallel: in pairs, nibbles, bytes (Warren, "Hacker's Delight", 5–1). */
export function populationCount(dtype: DType): Loop1 {
  const bits = 8 * dtypeBytes(dtype);
  const mask = bits === 32 ? -1 : 2 ** bits - 1;
  return (x, out, n) => {
    for (let i = 0; i < n; i++) {
      let v = x[i]! & mask;
      v -= (v >>> 1) & 0x55555555;
      v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
      v = (v + (v >>> 4)) & 0x0f0f0f0f;
      out[i] = Math.imul(v, 0x01010101) >>> 24;
    }
  };
}

const inRange = (shift: bigint) => shift >= 0n && shift < 64n;
const unsigned = (x: bigint) => BigInt.asUintN(64, x);
const signed = (x: bigint) => BigInt.asIntN(64, x);

/** The same on 64-bit integers. */
export const wideBits = {
  shiftLeft: (x, y) => (inRange(y!) ? x! << y! : 0n),
  shiftRightLogical: (x, y) => (inRange(y!) ? unsigned(x!) >> y! : 0n),
  shiftRightArithmetic: (x, y) => signed(x!) >> (inRange(y!) ? y! : 63n),
  clz: (x) => {
    const high = Number(unsigned(x!) >> 32n);
    return BigInt(high > 0 ? Math.clz32(high) : 32 + Math.clz32(Number(BigInt.asUintN(32, x!))));
  },
  populationCount: (x) => {
    let count = 0n;
    for (let rest = unsigned(x!); rest > 0n; rest &= rest - 1n) count++;
    return count;
  },
} satisfies Readonly<Record<string, Wide>>;
