import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { requireOptions } from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { toArray } from "../convert.js";
import { ravel, reshape } from "../shape.js";
import { sliceAxis } from "../slices.js";
import { flatnonzero, requireKnown } from "../sorting/nonzero.js";
import { refuseInplace } from "./along-axis.js";
import { flatNonzero } from "./coordinates.js";
import { floorMod } from "./floor-mod.js";
import { indexArray, knownIndices } from "./index-array.js";
import { takeAt } from "./take.js";
import { tileTo } from "./tile-to.js";
import { indexed } from "./write.js";

/** Options of `extract`. */
export interface ExtractOptions {
  /** The number of elements of the result, cut or filled up to it. Under a transformation it must be given. */
  readonly size?: number;
  /** What fills the result up; 0 if not given. */
  readonly fillValue?: number;
}

/** Options of `compress`. */
export interface CompressOptions extends ExtractOptions {
  /** The axis to take along; the flattened array without one. */
  readonly axis?: number | null;
}

/**
 * The slices along an axis for which a condition of one axis is true. A condition that is shorter counts as false beyond its end.
 * Throws a `ConcretizationTypeError` for a traced condition without `size`.
 */
export function compress(condition: ArrayLike, x: ArrayLike, options: CompressOptions = {}): NDArray {
  requireOptions("compress", options, ["axis", "size", "fillValue"]);
  const mask = toArray(condition, "compress");
  if (mask.ndim !== 1) {
    throw new TypeError(`compress: the condition must have one axis, found the shape [${mask.shape.join(", ")}]`);
  }
  const whole = options.axis === undefined || options.axis === null;
  const array = whole ? ravel(x) : toArray(x, "compress");
  const axis = whole ? 0 : canonicalAxis("compress", options.axis as number, array.ndim);
  const count = Math.min(mask.size, array.shape[axis] as number);
  if (options.size === undefined) {
    requireKnown("compress", mask);
    const found = flatNonzero(mask);
    const beyond = found.find((i) => i >= count);
    if (beyond !== undefined) {
      throw new TypeError(
        `compress: the condition is true at ${beyond}, beyond axis ${axis} of the shape [${array.shape.join(", ")}]`,
      );
    }
    return takeAt(array, knownIndices(found), axis, { mode: "promise_in_bounds", uniqueIndices: true });
  }
  const positions = flatnonzero(sliceAxis(mask, 0, 0, count), {
    size: options.size,
    fillValue: array.shape[axis] as number,
  });
  return takeAt(array, positions, axis, { mode: "fill", fillValue: options.fillValue ?? 0 });
}

/** The elements for which a condition is true, in row-major order; otherwise as `compress`. */
export function extract(condition: ArrayLike, x: ArrayLike, options: ExtractOptions = {}): NDArray {
  requireOptions("extract", options, ["size", "fillValue"]);
  return compress(ravel(condition), x, options);
}

/** Options of `place` and `put`. */
export interface InplaceOption {
  /** Arrays never change: only false is possible, which JAX asks for. */
  readonly inplace?: false;
}

/** A copy of `x` with values, over and over, in row-major order where the mask is true. */
export function place(x: ArrayLike, mask: ArrayLike, values: ArrayLike, options: InplaceOption = {}): NDArray {
  requireOptions("place", options, ["inplace"]);
  refuseInplace("place", options.inplace);
  const array = toArray(x, "place");
  const where = toArray(mask, "place");
  if (where.size !== array.size) {
    throw new TypeError(
      `place: the mask has ${where.size} elements, but the array [${array.shape.join(", ")}] has ${array.size}`,
    );
  }
  if (array.size === 0) return array;
  const positions = flatnonzero(where, { size: array.size, fillValue: array.size });
  const repeated = tileTo(ravel(values), array.size);
  return reshape(indexed(ravel(array), [positions]).set(repeated, { mode: "drop" }), array.shape);
}

/** Options of `put`. */
export interface PutOptions extends InplaceOption {
  /** Out of bounds: dropped by default, "clip" writes to the nearest element, "wrap" counts on from the start. */
  readonly mode?: "clip" | "wrap";
}

/** A copy of `x` with values, over and over, at positions in row-major order. */
export function put(x: ArrayLike, positions: ArrayLike, values: ArrayLike, options: PutOptions = {}): NDArray {
  requireOptions("put", options, ["mode", "inplace"]);
  refuseInplace("put", options.inplace);
  const array = toArray(x, "put");
  const at = ravel(indexArray("put", positions));
  if (at.size === 0) return array;
  const wrapped = options.mode === "wrap" ? floorMod(at, array.size) : at;
  const repeated = tileTo(ravel(values), at.size);
  const mode = options.mode === "clip" ? "clip" : "drop";
  return reshape(indexed(ravel(array), [wrapped]).set(repeated, { mode }), array.shape);
}
