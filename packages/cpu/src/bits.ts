import type { Loop1, Loop2 } from "./loops.js";
import * as math from "./math/index.js";

// Bitwise operators take doubles modulo 2³², which is what elements of 8 to 32 bits need; storing cuts off the rest.

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

/** `not` of bools, which are 0 or 1. */
export const logicalNot: Loop1 = (x, out, n) => {
  for (let i = 0; i < n; i++) out[i] = 1 - x[i]!;
};

export function populationCount({ width }: math.NarrowInteger): Loop1 {
  return (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = math.populationCount(x[i]!, width);
  };
}

export function clz({ width }: math.NarrowInteger): Loop1 {
  return (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = math.countLeadingZeros(x[i]!, width);
  };
}

export function shiftLeft(type: math.NarrowInteger): Loop2 {
  return (x, y, out, n) => {
    for (let i = 0; i < n; i++) out[i] = math.shiftLeft(x[i]!, y[i]!, type);
  };
}

export function shiftRightLogical(type: math.NarrowInteger): Loop2 {
  return (x, y, out, n) => {
    for (let i = 0; i < n; i++) out[i] = math.shiftRightLogical(x[i]!, y[i]!, type);
  };
}

export function shiftRightArithmetic(type: math.NarrowInteger): Loop2 {
  return (x, y, out, n) => {
    for (let i = 0; i < n; i++) out[i] = math.shiftRightArithmetic(x[i]!, y[i]!, type);
  };
}
