import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { requireOptions } from "@hyrax/core";
import { canonicalAxes, canonicalAxis } from "../axes.js";
import { broadcastArray } from "../broadcast.js";
import { toArray } from "../convert.js";
import { add, divide, multiply, subtract } from "../elementwise/arithmetic.js";
import { notEqual } from "../elementwise/comparison.js";
import { concatenate } from "../joining.js";
import { splitOptions } from "../options.js";
import { inexact, promoteDtypes, promoteDtypesInexact } from "../promote.js";
import { sum } from "../reductions/sum.js";
import { ravel, reshape } from "../shape.js";
import { sliceAxis } from "../slices.js";

/** Options of `diff`. */
export interface DiffOptions {
  /** How often to take differences. */
  readonly n?: number;
  /** The axis to take them along, the last by default. */
  readonly axis?: number;
  /** Elements to put in front first. */
  readonly prepend?: ArrayLike;
  /** Elements to put behind first. */
  readonly append?: ArrayLike;
}

/** All elements but the first along an axis, and all but the last. */
function neighbours(x: NDArray, axis: number): readonly [after: NDArray, before: NDArray] {
  const size = x.shape[axis] as number;
  return [sliceAxis(x, axis, Math.min(1, size), size), sliceAxis(x, axis, 0, Math.max(size - 1, 0))];
}

/** The difference of each element and the one before it along an axis; for booleans, whether they differ. */
export function diff(x: ArrayLike, options: DiffOptions = {}): NDArray {
  requireOptions("diff", options, ["n", "axis", "prepend", "append"]);
  const { n = 1, prepend, append } = options;
  const array = toArray(x, "diff");
  if (!Number.isInteger(n) || n < 0) throw new TypeError(`diff: n must be an integer of zero or more, found ${n}`);
  if (array.ndim === 0) throw new TypeError("diff: a scalar has no axis to take differences along");
  const axis = canonicalAxis("diff", options.axis ?? -1, array.ndim);
  const edge = (value: ArrayLike) => {
    const given = toArray(value, "diff");
    return given.ndim > 0
      ? given
      : broadcastArray(
          given,
          array.shape.map((size, i) => (i === axis ? 1 : size)),
        );
  };
  const parts = [
    ...(prepend === undefined ? [] : [edge(prepend)]),
    array,
    ...(append === undefined ? [] : [edge(append)]),
  ];
  let result = parts.length === 1 ? array : concatenate(promoteDtypes("diff", ...parts), { axis });
  for (let i = 0; i < n; i++) {
    const [after, before] = neighbours(result, axis);
    result = result.dtype === "bool" ? notEqual(after, before) : subtract(after, before);
  }
  return result;
}

/** Options of `ediff1d`. */
export interface Ediff1dOptions {
  readonly toEnd?: ArrayLike;
  readonly toBegin?: ArrayLike;
}

/** The differences of neighbours in the flattened array, between given elements. The dtype is that of the array. */
export function ediff1d(x: ArrayLike, options: Ediff1dOptions = {}): NDArray {
  requireOptions("ediff1d", options, ["toEnd", "toBegin"]);
  const { toEnd, toBegin } = options;
  const differences = diff(ravel(x));
  const edge = (value: ArrayLike | undefined) =>
    value === undefined ? [] : [ravel(toArray(value, "ediff1d")).astype(differences.dtype)];
  const parts = [...edge(toBegin), differences, ...edge(toEnd)];
  return parts.length === 1 ? differences : concatenate(parts, { axis: 0 });
}

/** Options of `trapezoid`. */
export interface TrapezoidOptions {
  /** Where the samples are; at equal distances `dx` if not given. */
  readonly x?: ArrayLike;
  readonly dx?: ArrayLike;
  /** The axis to integrate along, the last by default. */
  readonly axis?: number;
}

/** The integral of samples along an axis by the trapezoidal rule. */
export function trapezoid(y: ArrayLike, options: TrapezoidOptions = {}): NDArray {
  requireOptions("trapezoid", options, ["x", "dx", "axis"]);
  const { x, dx = 1 } = options;
  const given = x === undefined ? inexact(y, "trapezoid") : promoteDtypesInexact("trapezoid", y, x)[0];
  const axis = canonicalAxis("trapezoid", options.axis ?? -1, given.ndim);
  const [after, before] = neighbours(given, axis);
  const heights = add(after, before);
  if (x === undefined) return multiply(multiply(sum(heights, { axis }), dx), 0.5);
  const places = inexact(x, "trapezoid");
  const widths = diff(places, { axis: places.ndim === 1 ? 0 : axis });
  const along = widths.ndim === 1 ? alignedWith(widths, heights, axis) : widths;
  return multiply(sum(multiply(heights, along), { axis }), 0.5);
}

/** An array of one axis as one that lies along an axis of another. */
function alignedWith(x: NDArray, other: NDArray, axis: number): NDArray {
  return reshape(
    x,
    other.shape.map((_, i) => (i === axis ? -1 : 1)),
  );
}

/** Options of `gradient`. */
export interface GradientOptions {
  /** The axes to differentiate along; all by default. */
  readonly axis?: number | readonly number[];
}

/**
 * The derivative of samples along each axis by central differences, one-sided at the edges: an array for one axis, else a list.
 * What follows the samples is their distance: one number for all axes, or for each axis a number or the places of the samples.
 * Throws a `TypeError` for an axis with fewer than two samples.
 */
export function gradient(f: ArrayLike, ...rest: readonly (ArrayLike | GradientOptions)[]): NDArray | NDArray[] {
  const [distances, options] = splitOptions<ArrayLike, GradientOptions>(rest);
  requireOptions("gradient", options, ["axis"]);
  const samples = inexact(f, "gradient");
  const axes = canonicalAxes("gradient", options.axis, samples.ndim);
  if (distances.length > 1 && distances.length !== axes.length) {
    throw new TypeError(
      `gradient: ${distances.length} distances do not fit ${axes.length} axes; give one, or one for each`,
    );
  }
  const slopes = axes.map((axis, i) => slope(samples, distances[distances.length === 1 ? 0 : i] ?? 1, axis));
  return slopes.length === 1 ? (slopes[0] as NDArray) : slopes;
}

function slope(f: NDArray, distance: ArrayLike, axis: number): NDArray {
  const size = f.shape[axis] as number;
  if (size < 2) {
    throw new TypeError(
      `gradient: axis ${axis} of the shape [${f.shape.join(", ")}] needs two samples at least, found ${size}`,
    );
  }
  const spacing = toArray(distance, "gradient");
  const part = (start: number, limit: number) => sliceAxis(f, axis, start, limit);
  const ends = (h: NDArray) => ({
    first: divide(subtract(part(1, 2), part(0, 1)), h),
    last: divide(subtract(part(size - 1, size), part(size - 2, size - 1)), h),
  });
  if (spacing.ndim === 0) {
    const { first, last } = ends(spacing);
    const inner = divide(subtract(part(2, size), part(0, size - 2)), multiply(spacing, 2));
    return concatenate([first, inner, last], { axis });
  }
  if (spacing.ndim !== 1 || spacing.size !== size) {
    throw new TypeError(
      `gradient: distances of shape [${spacing.shape.join(", ")}] do not fit the ${size} samples along axis ${axis}`,
    );
  }
  return unevenSlope(f, alignedWith(diff(inexact(spacing, "gradient")), f, axis), axis, size);
}

/** Second-order differences at uneven distances: each side weighs by the square of the other's distance. */
function unevenSlope(f: NDArray, steps: NDArray, axis: number, size: number): NDArray {
  const part = (start: number, limit: number) => sliceAxis(f, axis, start, limit);
  const step = (start: number, limit: number) => sliceAxis(steps, axis, start, limit);
  const [before, after] = [step(0, size - 2), step(1, size - 1)];
  const squares = (h: NDArray) => multiply(h, h);
  const rise = add(
    multiply(squares(before), subtract(part(2, size), part(1, size - 1))),
    multiply(squares(after), subtract(part(1, size - 1), part(0, size - 2))),
  );
  const inner = divide(rise, multiply(multiply(before, after), add(before, after)));
  const first = divide(subtract(part(1, 2), part(0, 1)), step(0, 1));
  const last = divide(subtract(part(size - 1, size), part(size - 2, size - 1)), step(size - 2, size - 1));
  return concatenate([first, inner, last], { axis });
}
