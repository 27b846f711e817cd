import { type NarrowInteger, wrap, wrap64 } from "./integer-type.js";

// XLA defines shifts by any amount. One that is negative or not below the width shifts everything out: what is left is
// 0, or, for an arithmetic shift to the right, the sign bit everywhere.

const within = (amount: number, width: number): boolean => amount >= 0 && amount < width;

/** `x << amount` in x's width. */
export function shiftLeft(x: number, amount: number, type: NarrowInteger): number {
  return within(amount, type.width) ? wrap(x << amount, type) : 0;
}

/** `x >> amount`, zeros coming in from the left. */
export function shiftRightLogical(x: number, amount: number, type: NarrowInteger): number {
  return within(amount, type.width) ? wrap(wrap(x, { width: type.width, signed: false }) >>> amount, type) : 0;
}

/** `x >> amount`, copies of the top bit coming in from the left, for unsigned types too. */
export function shiftRightArithmetic(x: number, amount: number, type: NarrowInteger): number {
  const places = within(amount, type.width) ? amount : type.width - 1;
  return wrap(wrap(x, { width: type.width, signed: true }) >> places, type);
}

const within64 = (amount: bigint): boolean => amount >= 0n && amount < 64n;

/** `shiftLeft` of 64-bit integers. */
export function shiftLeft64(x: bigint, amount: bigint, signed: boolean): bigint {
  return within64(amount) ? wrap64(x << amount, signed) : 0n;
}

/** `shiftRightLogical` of 64-bit integers. */
export function shiftRightLogical64(x: bigint, amount: bigint, signed: boolean): bigint {
  return within64(amount) ? wrap64(BigInt.asUintN(64, x) >> amount, signed) : 0n;
}

/** `shiftRightArithmetic` of 64-bit integers. */
export function shiftRightArithmetic64(x: bigint, amount: bigint, signed: boolean): bigint {
  return wrap64(BigInt.asIntN(64, x) >> (within64(amount) ? amount : 63n), signed);
}
