import type { Loop1, Loop2, Loop3 } from "./loops.js";
import * as math from "./math/index.js";

// Operations that cost less than a call have loops of their own.

export const neg: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = -x[i]!;
};

export const abs: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.abs(x[i]!);
};

export const sign: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.sign(x[i]!);
};

export const floor: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.floor(x[i]!);
};

export const ceil: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.ceil(x[i]!);
};

export const roundHalfAway: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = math.roundHalfAway(x[i]!);
};

export const roundHalfEven: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = math.roundHalfEven(x[i]!);
};

export const isFinite: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Number.isFinite(x[i]!) ? 1 : 0;
};

export const square: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! * x[i]!;
};

/** The product of two 32-bit integers may need 64 bits, of which a double would lose the low ones. */
export const integerSquare: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.imul(x[i]!, x[i]!);
};

export const sqrt: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.sqrt(x[i]!);
};

export const add: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! + y[i]!;
};

export const sub: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! - y[i]!;
};

export const mul: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! * y[i]!;
};

export const integerMul: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.imul(x[i]!, y[i]!);
};

export const div: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! / y[i]!;
};

/** Truncates; by zero it gives all bits set, as XLA defines it. */
export const integerDiv: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = y[i] === 0 ? -1 : Math.trunc(x[i]! / y[i]!);
};

/** The remainder has the sign of the dividend. */
export const rem: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! % y[i]!;
};

export const integerRem: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = math.remainderInteger(x[i]!, y[i]!);
};

/** NaN wins; 0 is greater than −0. */
export const max: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.max(x[i]!, y[i]!);
};

/** NaN wins; −0 is less than 0. */
export const min: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.min(x[i]!, y[i]!);
};

/** Between bounds, of which the upper one wins. */
export const clamp: Loop3 = (low, x, high, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.min(Math.max(x[i]!, low[i]!), high[i]!);
};

export const eq: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i] === y[i] ? 1 : 0;
};

export const ne: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i] === y[i] ? 0 : 1;
};

export const lt: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! < y[i]! ? 1 : 0;
};

export const le: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! <= y[i]! ? 1 : 0;
};

export const gt: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! > y[i]! ? 1 : 0;
};

export const ge: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = x[i]! >= y[i]! ? 1 : 0;
};
