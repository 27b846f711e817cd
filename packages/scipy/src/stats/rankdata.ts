import { type ArrayLike, canonicalDtype, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** The rank of elements that are equal: the mean, the least, or the greatest of the ranks that they take; the number of lesser values plus 1; or one each, in their order. */
export type RankMethod = "average" | "min" | "max" | "dense" | "ordinal";

/** Options of `rankdata`. */
export interface RankdataOptions {
  /** How to rank elements that are equal; "average" by default. */
  readonly method?: RankMethod;
  /** The axis to rank along; all elements together by default. */
  readonly axis?: number | null;
}

const ranks: Readonly<Record<RankMethod, (sorted: NDArray, x: NDArray) => NDArray>> = {
  average: (sorted, x) => countBelow(sorted, x).add(countUpTo(sorted, x)).add(1).mul(0.5),
  min: (sorted, x) => countBelow(sorted, x).add(1),
  max: countUpTo,
  dense(sorted, x) {
    const isNew = np.concatenate([
      np.ones([Math.min(1, sorted.size)], { dtype: "bool" }),
      np.notEqual(sorted.get("1:"), sorted.get(":-1")),
    ]);
    const numbers = np.cumsum(isNew);
    return numbers.take(np.searchsorted(sorted, x));
  },
  ordinal: (_, x) => np.argsort(np.argsort(x)).add(1),
};

function countBelow(sorted: NDArray, x: NDArray): NDArray {
  return np.searchsorted(sorted, x, { side: "left" });
}

function countUpTo(sorted: NDArray, x: NDArray): NDArray {
  return np.searchsorted(sorted, x, { side: "right" });
}

/**
 * The rank of each element, from 1 on, as floats: `[n]` of all elements, or of a's shape if an axis is given. All of them are NaN
 * if one element is. Throws a `TypeError` for an unknown method.
 *
 * @example
 * String(stats.rankdata(np.array([0, 2, 3, 2]))) // [1.  2.5 4.  2.5]
 */
export function rankdata(a: ArrayLike, options: RankdataOptions = {}): NDArray {
  requireOptions("rankdata", options, ["method", "axis"]);
  const { method = "average", axis = null } = options;
  if (!Object.hasOwn(ranks, method)) {
    throw new TypeError(`rankdata: the method is one of ${Object.keys(ranks).join(", ")}; found ${String(method)}`);
  }
  const array = np.toArray(a, "rankdata");
  if (axis === null) return ranked(np.ravel(array), method);
  return np.applyAlongAxis((row: NDArray) => ranked(row, method), axis, array);
}

function ranked(x: NDArray, method: RankMethod): NDArray {
  const value = ranks[method](np.sort(x), x).astype(canonicalDtype("float64"));
  return np.where(np.any(np.isnan(x)), Number.NaN, value);
}
