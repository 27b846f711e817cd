import { type NarrowInteger, wrap, wrap64 } from "./integer-type.js";

// XLA's integer arithmetic: overflow wraps, nothing traps. Division by zero gives all ones (-1, or the unsigned
// maximum), its remainder is the dividend, and the smallest signed integer over -1 is itself, with remainder 0.

/** `x / y`, truncated towards zero. */
export function divideInteger(x: number, y: number, type: NarrowInteger): number {
  return wrap(y === 0 ? -1 : Math.trunc(x / y), type);
}

/** What `divideInteger` leaves, with the sign of x. */
export function remainderInteger(x: number, y: number): number {
  return y === 0 ? x : (x % y) + 0;
}

/** `xⁿ` for an integer n ≥ 0, by repeated squaring. */
export function integerPower(x: number, n: number, type: NarrowInteger): number {
  let result = 1;
  let base = x;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = Math.imul(result, base);
    base = Math.imul(base, base);
  }
  return wrap(result, type);
}

/** `xⁿ` of a float for any integer n, by repeated squaring, and the reciprocal for n < 0, as XLA expands it. */
export function floatPower(x: number, n: number): number {
  let result = 1;
  let base = x;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= base;
    base *= base;
  }
  return n < 0 ? 1 / result : result;
}

/** `divideInteger` of 64-bit integers. */
export function divideInteger64(x: bigint, y: bigint, signed: boolean): bigint {
  return wrap64(y === 0n ? -1n : x / y, signed);
}

/** `remainderInteger` of 64-bit integers. */
export function remainderInteger64(x: bigint, y: bigint): bigint {
  return y === 0n ? x : x % y;
}

/** `integerPower` of 64-bit integers. */
export function integerPower64(x: bigint, n: number, signed: boolean): bigint {
  let result = 1n;
  let base = x;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = BigInt.asUintN(64, result * base);
    base = BigInt.asUintN(64, base * base);
  }
  return wrap64(result, signed);
}
