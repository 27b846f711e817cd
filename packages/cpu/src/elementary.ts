import type { Loop1, Loop2 } from "./loops.js";
import * as math from "./math/index.js";

// Elementary functions, each with a loop of its own: what is called by name is inlined, or called without making an
// object of every number, which a function that is passed to a shared loop is not.

export const rsqrt: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = 1 / Math.sqrt(x[i]!);
};

export const cbrt: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.cbrt(x[i]!);
};

export const exp: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.exp(x[i]!);
};

export const exp2: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = math.exp2(x[i]!);
};

export const expm1: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.expm1(x[i]!);
};

export const log: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.log(x[i]!);
};

export const log1p: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.log1p(x[i]!);
};

export const logistic: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = math.logistic(x[i]!);
};

export const sin: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.sin(x[i]!);
};

export const cos: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.cos(x[i]!);
};

export const tan: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.tan(x[i]!);
};

export const asin: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.asin(x[i]!);
};

export const acos: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.acos(x[i]!);
};

export const atan: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.atan(x[i]!);
};

export const sinh: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.sinh(x[i]!);
};

export const cosh: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.cosh(x[i]!);
};

export const tanh: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.tanh(x[i]!);
};

export const asinh: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.asinh(x[i]!);
};

export const acosh: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.acosh(x[i]!);
};

export const atanh: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.atanh(x[i]!);
};

export const atan2: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = Math.atan2(x[i]!, y[i]!);
};

export const pow: Loop2 = (x, y, out, n) => {
  for (let i = 0; i < n; i++) out[i] = math.pow(x[i]!, y[i]!);
};
