import { type DType, isFloating } from "@hyrax/core";
import { product as complexProduct, sum as complexSum, greater, lesser } from "./complex/arithmetic.js";
import { logSum as complexLogSum } from "./complex/exponential.js";
import type { ComplexCombination } from "./complex/reduce.js";
import { greatestOf, greatestWide, leastOf, leastWide } from "./ranges.js";

/** An associative operation with a neutral element, on elements of every dtype. */
export interface Combination {
  /** On doubles: floats, bools, and integers of at most 32 bits unless they have their own. */
  readonly real: (a: number, b: number) => number;
  readonly integer?: (a: number, b: number) => number;
  /** On 64-bit integers; storing wraps. */
  readonly wide: (a: bigint, b: bigint) => bigint;
  /** On complex elements, for the operations that they have. */
  readonly complex?: ComplexCombination;
  /** What combines with every element to that element. */
  readonly identity: (dtype: DType) => number;
  readonly wideIdentity: (dtype: "int64" | "uint64") => bigint;
}

/** The operation on elements of at most 32 bits or of a float dtype. */
export function narrow({ real, integer }: Combination, dtype: DType): (a: number, b: number) => number {
  return isFloating(dtype) ? real : (integer ?? real);
}

export const sum: Combination = {
  real: (a, b) => a + b,
  // Wrapped each time: a double would lose low bits of very many.
  integer: (a, b) => (a + b) | 0,
  wide: (a, b) => a + b,
  complex: { combine: complexSum, identity: [0, 0] },
  identity: () => 0,
  wideIdentity: () => 0n,
};

export const product: Combination = {
  real: (a, b) => a * b,
  integer: Math.imul,
  wide: (a, b) => a * b,
  complex: { combine: complexProduct, identity: [1, 0] },
  identity: () => 1,
  wideIdentity: () => 1n,
};

/** The greatest element; NaN wins, and 0 is greater than −0. */
export const greatest: Combination = {
  real: Math.max,
  // biome-ignore lint/complexity/useMathMinMax: these are bigints
  wide: (a, b) => (a < b ? b : a),
  complex: { combine: greater, identity: [Number.NEGATIVE_INFINITY, 0] },
  identity: leastOf,
  wideIdentity: leastWide,
};

/** The least element; NaN wins, and −0 is less than 0. */
export const least: Combination = {
  real: Math.min,
  // biome-ignore lint/complexity/useMathMinMax: these are bigints
  wide: (a, b) => (a < b ? a : b),
  complex: { combine: lesser, identity: [Number.POSITIVE_INFINITY, 0] },
  identity: greatestOf,
  wideIdentity: greatestWide,
};

export const all: Combination = {
  real: (a, b) => a & b,
  wide: (a, b) => a & b,
  identity: (dtype) => (dtype === "bool" ? 1 : -1),
  wideIdentity: () => -1n,
};

export const any: Combination = {
  real: (a, b) => a | b,
  wide: (a, b) => a | b,
  identity: () => 0,
  wideIdentity: () => 0n,
};

export const parity: Combination = {
  real: (a, b) => a ^ b,
  wide: (a, b) => a ^ b,
  identity: () => 0,
  wideIdentity: () => 0n,
};

/** log(eᵃ + eᵇ) without overflow: a sum, of which only the logarithms are known. */
export const logSum: Combination = {
  ...sum,
  real: (a, b) => {
    const high = Math.max(a, b);
    // Of two equal infinities there is no difference.
    return Math.abs(high) === Number.POSITIVE_INFINITY ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
  },
  complex: { combine: complexLogSum, identity: [Number.NEGATIVE_INFINITY, 0], normalises: true },
  identity: () => Number.NEGATIVE_INFINITY,
};
