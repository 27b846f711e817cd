import {
  type ArrayLike,
  argmax as argmaxOf,
  argmin as argminOf,
  type Array as NDArray,
  requireOptions,
  reshape,
} from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { toArray } from "../convert.js";
import { indexDtype } from "../index-dtype.js";
import { keepAxes } from "./keep-axes.js";

/** Options of `argmax` and its like. */
export interface ArgOptions {
  /** The axis to search along; all elements, in row-major order, by default. */
  readonly axis?: number | null;
  readonly keepdims?: boolean;
}

type Search = typeof argmaxOf;

/** Searches along one axis, or through all elements. */
export function argSearch(name: string, search: Search, x: ArrayLike, options: ArgOptions = {}): NDArray {
  requireOptions(name, options, ["axis", "keepdims"]);
  const array = toArray(x, name);
  const everywhere = options.axis === undefined || options.axis === null;
  const line = everywhere && array.ndim !== 1 ? reshape(array, { newSizes: [array.size] }) : array;
  const axis = everywhere ? 0 : canonicalAxis(name, options.axis as number, array.ndim);
  if (line.shape[axis] === 0) {
    throw new TypeError(
      `${name}: there is no index to return along ${everywhere ? "any axis" : `axis ${axis}`} of the shape ` +
        `[${array.shape.join(", ")}], which has no elements there`,
    );
  }
  const found = search(line, { axes: [axis], indexDtype: indexDtype() });
  if (options.keepdims !== true) return found;
  return keepAxes(found, array.shape, everywhere ? array.shape.map((_, i) => i) : [axis]);
}

/**
 * The index (int32) of the greatest element along `axis`, or in row-major order without one. The first of equals; the first
 * NaN counts as the greatest. Throws a `TypeError` where there are no elements.
 */
export function argmax(x: ArrayLike, options?: ArgOptions): NDArray {
  return argSearch("argmax", argmaxOf, x, options);
}

/** The index (int32) of the least element; otherwise as `argmax`. */
export function argmin(x: ArrayLike, options?: ArgOptions): NDArray {
  return argSearch("argmin", argminOf, x, options);
}
