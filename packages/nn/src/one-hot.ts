import { type ArrayLike, canonicalDtype, type DType, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** Options of `oneHot`. */
export interface OneHotOptions {
  /** The dtype of the result; the default float if not given. */
  readonly dtype?: DType;
  /**
   * Where the axis of classes stands in the result; last by default. The name of a mapped axis, as large as there are classes,
   * spreads the classes over it.
   */
  readonly axis?: number | string;
}

/**
 * Class numbers `[...]` as vectors `[..., numClasses]` of zeros with a one at the number. A number that is no class gives zeros.
 * Throws a `TypeError` if a named axis has another size than `numClasses`.
 *
 * @example
 * String(nn.oneHot(np.array([0, 2], { dtype: "int32" }), 3))
 * // [[1. 0. 0.]
 * //  [0. 0. 1.]]
 */
export function oneHot(x: ArrayLike, numClasses: number, options: OneHotOptions = {}): NDArray {
  requireOptions("oneHot", options, ["dtype", "axis"]);
  const { dtype = canonicalDtype("float64"), axis = -1 } = options;
  const classes = np.toArray(x, "oneHot");
  if (!Number.isInteger(numClasses) || numClasses < 0) {
    throw new TypeError(`oneHot: the number of classes must be a whole number, found ${String(numClasses)}`);
  }
  if (typeof axis === "string") return np.equal(classes, memberOf(axis, numClasses)).astype(dtype);
  const rank = classes.ndim + 1;
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new TypeError(`oneHot: axis ${axis} is out of range for a result with ${rank} axes`);
  }
  const position = axis < 0 ? axis + rank : axis;
  const shape = Array.from({ length: rank }, (_, i) => (i === position ? numClasses : 1));
  const numbers = lax.broadcastedIota(classes.dtype as DType, shape, position);
  return np.equal(np.expandDims(classes, position), numbers).astype(dtype);
}

/** The position on a mapped axis, which has a member for each class. */
function memberOf(axis: string, numClasses: number): NDArray {
  const size = lax.axisSize(axis);
  if (size === numClasses) return lax.axisIndex(axis);
  throw new TypeError(
    `oneHot: the axis ${JSON.stringify(axis)} has ${size} members, but there are ${numClasses} classes`,
  );
}
