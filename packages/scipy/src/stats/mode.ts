import { type ArrayLike, canonicalDtype, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** Options of `mode`. */
export interface ModeOptions {
  /** The axis to look along; the first one by default, and all elements for `null`. */
  readonly axis?: number | null;
  /** Whether the axis stays, with size 1. */
  readonly keepdims?: boolean;
}

/** What occurs most often, and how often it does. */
export interface Mode {
  readonly mode: NDArray;
  readonly count: NDArray;
}

/**
 * The most frequent element along an axis, the least of several, and how often it occurs, int32. Of no elements it is NaN and its
 * count the float 0.
 */
export function mode(a: ArrayLike, options: ModeOptions = {}): Mode {
  requireOptions("mode", options, ["axis", "keepdims"]);
  const { axis = 0, keepdims = false } = options;
  const array = np.atleast1d(a) as NDArray;
  const rows = axis === null ? np.ravel(array) : np.moveaxis(array, axis, -1);
  const { mode, count } = modeOfRows(rows);
  const shape = shapeOf(array, axis, keepdims);
  return { mode: mode.reshape(shape), count: count.reshape(shape) };
}

function modeOfRows(rows: NDArray): Mode {
  const n = rows.shape.at(-1) ?? 0;
  if (n === 0) {
    const float = { dtype: canonicalDtype("float64") };
    const shape = rows.shape.slice(0, -1);
    return { mode: np.full(shape, Number.NaN, float), count: np.zeros(shape, float) };
  }
  const sorted = np.sort(rows, { axis: -1 });
  // An element that equals the one k places before it has occurred k + 1 times already.
  const place = np.arange(n, undefined, undefined, { dtype: "int32" });
  const isNew = np.concatenate(
    [
      np.onesLike(sorted.get("...", "0:1"), { dtype: "bool" }),
      np.notEqual(sorted.get("...", "1:"), sorted.get("...", ":-1")),
    ],
    { axis: -1 },
  );
  const start = lax.cummax(np.where(isNew, place, 0), { axis: rows.ndim - 1 });
  const count = np.subtract(place, start).add(1);
  const where = np.argmax(count, { axis: -1, keepdims: true });
  return { mode: np.takeAlongAxis(sorted, where, { axis: -1 }), count: np.max(count, { axis: -1, keepdims: true }) };
}

function shapeOf({ shape, ndim }: NDArray, axis: number | null, keepdims: boolean): readonly number[] {
  if (axis === null) return keepdims ? shape.map(() => 1) : [];
  const position = axis < 0 ? axis + ndim : axis;
  return keepdims ? shape.map((n, i) => (i === position ? 1 : n)) : shape.filter((_, i) => i !== position);
}
