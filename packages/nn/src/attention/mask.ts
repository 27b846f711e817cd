import type { Array as NDArray } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** Which keys a query may attend to, besides a mask of the user's. */
export interface Visibility {
  /** No key after the query. */
  readonly isCausal: boolean;
  /** No key more than so many positions before the query, and none more than so many after it. */
  readonly window: readonly [left: number, right: number] | undefined;
  /** How many queries of each example count, `[B]`. */
  readonly queryLengths: NDArray | undefined;
  /** How many keys of each example count, `[B]`. */
  readonly keyLengths: NDArray | undefined;
}

/** The keys that are visible to each query as bools that broadcast to `[B, K, G, T, S]`, or undefined if all of them are. */
export function visibleKeys(
  T: number,
  S: number,
  { isCausal, window, queryLengths, keyLengths }: Visibility,
): NDArray | undefined {
  const query = lax.broadcastedIota("int32", [T, 1], 0);
  const key = lax.broadcastedIota("int32", [1, S], 1);
  return allOf([
    isCausal ? np.lessEqual(key, query) : undefined,
    window && np.greaterEqual(key, query.sub(window[0])),
    window && np.lessEqual(key, query.add(window[1])),
    queryLengths && np.less(query, ofExample(queryLengths)),
    keyLengths && np.less(key, ofExample(keyLengths)),
  ]);
}

/** Bools that hold where all of those hold that are given; undefined where none is. */
export function allOf(conditions: readonly (NDArray | undefined)[]): NDArray | undefined {
  return conditions.reduce((all, next) => (all && next ? np.logicalAnd(all, next) : (all ?? next)), undefined);
}

/** A number for each example, beside `[B, K, G, T, S]`. */
function ofExample(lengths: NDArray): NDArray {
  return np.expandDims(lengths, [1, 2, 3, 4]);
}

/** The queries that count, as floats 1 and 0 beside `[B, T, N, H]`. */
export function countedQueries(T: number, lengths: NDArray): NDArray {
  return np.less(lax.broadcastedIota("int32", [1, T, 1, 1], 1), np.expandDims(lengths, [1, 2, 3]));
}
