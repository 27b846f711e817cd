import { type ArrayLike, type DType, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as np from "@hyrax/numpy";

/** What `detrend` takes away: a straight line, or the mean. */
export type Trend = "linear" | "constant";

/** Options of `detrend`. */
export interface DetrendOptions {
  /** The axis of time; the last one by default. */
  readonly axis?: number;
  /** What to take away; "linear" by default. */
  readonly type?: Trend;
  /** Where, along the axis, a new line begins; none by default. */
  readonly bp?: number | readonly number[];
}

/**
 * The data without its mean, or without the straight line of least squares through it. Integers become floats. Throws a `TypeError`
 * for an unknown type, and for breaks outside of the axis.
 */
export function detrend(data: ArrayLike, options: DetrendOptions = {}): NDArray {
  requireOptions("detrend", options, ["axis", "type", "bp"]);
  const { axis = -1, type = "linear", bp = [] } = options;
  const [array] = np.promoteInexact("detrend", data);
  if (type === "constant") return array.sub(np.mean(array, { axis, keepdims: true }));
  if (type !== "linear")
    throw new TypeError(`detrend: the type is "linear" or "constant", found ${JSON.stringify(type)}`);
  const rows = np.moveaxis(array, axis, -1);
  const n = rows.shape.at(-1) ?? 0;
  const breaks = [...new Set([0, ...(typeof bp === "number" ? [bp] : bp), n])].sort((a, b) => a - b);
  if (breaks[0] !== 0 || breaks.at(-1) !== n || !breaks.every(Number.isInteger)) {
    throw new TypeError(
      `detrend: breaks are integers from 0 to ${n}, the size of axis ${axis}; found [${breaks.join(", ")}]`,
    );
  }
  const parts = breaks.slice(1).map((end, i) => withoutLine(rows.get("...", `${breaks[i] as number}:${end}`)));
  return np.moveaxis(parts.length === 0 ? rows : np.concatenate(parts, { axis: -1 }), -1, axis);
}

/** The rows without the lines of least squares: of positions t around their middle the slope is Σ t x / Σ t². */
function withoutLine(rows: NDArray): NDArray {
  const n = rows.shape.at(-1) as number;
  const time = np.arange(n, undefined, undefined, { dtype: rows.dtype as DType }).sub((n - 1) / 2);
  const centred = rows.sub(np.mean(rows, { axis: -1, keepdims: true }));
  if (n === 1) return centred;
  const slope = np.sum(centred.mul(time), { axis: -1, keepdims: true }).div((n * (n * n - 1)) / 12);
  return centred.sub(slope.mul(time));
}
