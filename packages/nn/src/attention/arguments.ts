import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";

const name = "dotProductAttention";

/** The sizes of an attention, by the letters of its formulas. */
export interface Sizes {
  /** Examples. */
  readonly B: number;
  /** Queries. */
  readonly T: number;
  /** Keys and values. */
  readonly S: number;
  /** Heads of queries. */
  readonly N: number;
  /** Heads of keys and values. */
  readonly K: number;
  /** Elements of a vector. */
  readonly H: number;
}

/** The array with axes of size 1 in front, so that it has four. Throws a `TypeError` if it has more. */
export function withFourAxes(what: string, x: ArrayLike): NDArray {
  const array = np.toArray(x, name);
  if (array.ndim > 4) throw new TypeError(`${name}: ${what} has at most 4 axes, found ${array.aval}`);
  return array.reshape([...Array.from({ length: 4 - array.ndim }, () => 1), ...array.shape]);
}

/** The sizes on which query `[B, T, N, H]`, key and value `[B, S, K, H]` agree. Throws a `TypeError` if they do not. */
export function sizesOf(query: NDArray, key: NDArray, value: NDArray): Sizes {
  // All three have four axes.
  const [B, T, N, H] = query.shape as unknown as readonly [number, number, number, number];
  const [, S, K] = key.shape as unknown as readonly [number, number, number];
  requireShape("key", key, [B, S, K, H], `the query is ${query.aval}`);
  requireShape("value", value, [B, S, K, H], `the key is ${key.aval}`);
  for (const [what, array] of [
    ["query", query],
    ["value", value],
  ] as const) {
    if (array.dtype === key.dtype) continue;
    throw new TypeError(`${name}: ${what} is ${array.aval}, but the key is ${key.aval}; they must have the same dtype`);
  }
  if (K === 0 || N % K !== 0) {
    throw new TypeError(`${name}: the ${N} heads of the query must be a multiple of the ${K} heads of the key`);
  }
  return { B, T, S, N, K, H };
}

function requireShape(what: string, { aval, shape }: NDArray, wanted: readonly number[], because: string): void {
  if (shape.every((n, i) => n === wanted[i])) return;
  throw new TypeError(`${name}: ${what} is ${aval}, but ${because}, so that its shape must be [${wanted.join(", ")}]`);
}

/** A mask or bias that broadcasts to `[B, N, T, S]`, beside logits whose heads are in groups: `[B, K, G, T, S]`. */
export function grouped(what: string, x: ArrayLike, { B, N, T, S, K }: Sizes): NDArray {
  const array = withFourAxes(what, x);
  const wanted = [B, N, T, S];
  if (array.shape.some((n, i) => n !== 1 && n !== wanted[i])) {
    throw new TypeError(`${name}: ${what} is ${array.aval}, which does not broadcast to [${wanted.join(", ")}]`);
  }
  // All of it has four axes.
  const [b, n, t, s] = array.shape as unknown as readonly [number, number, number, number];
  return array.reshape(n === 1 ? [b, 1, 1, t, s] : [b, K, n / K, t, s]);
}

/** A bool mask, as `grouped`. */
export function groupedMask(x: ArrayLike, sizes: Sizes): NDArray {
  const mask = grouped("mask", x, sizes);
  if (mask.dtype === "bool") return mask;
  throw new TypeError(`${name}: the mask must be bool, found ${mask.aval}; what is added to the logits is a bias`);
}

/** The int32 length of each example. */
export function lengthsOf(what: string, x: ArrayLike, { B }: Sizes): NDArray {
  const lengths = np.toArray(x, name);
  if (lengths.dtype === "int32" && lengths.ndim === 1 && lengths.shape[0] === B) return lengths;
  throw new TypeError(`${name}: ${what} must be int32[${B}], a length for each example; found ${lengths.aval}`);
}
