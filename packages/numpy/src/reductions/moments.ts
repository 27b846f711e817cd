import {
  type ArrayLike,
  broadcastInDim,
  canonicalDtype,
  div,
  gt,
  isComplex,
  isInexact,
  mul,
  type Array as NDArray,
  type ReduceOptions,
  realDtype,
  requireOptions,
  sameShape,
  scalarArray,
  sizeOf,
  sqrt,
  square,
  sub,
  type TypedReduceOptions,
  type VarianceOptions,
} from "@hyrax/core";
import { canonicalAxes } from "../axes.js";
import { broadcastArray } from "../broadcast.js";
import { convertTo, toArray } from "../convert.js";
import { choose } from "../elementwise/choose.js";
import { conj, real } from "../elementwise/complex.js";
import { promoteDtypesInexact } from "../promote.js";
import { toInexact } from "../scalar-type.js";
import { maskFor } from "./masked.js";
import { widenedFloat } from "./reduce.js";
import { sum } from "./sum.js";

/** Options of `mean`. */
export type MeanOptions = Omit<TypedReduceOptions, "initial">;

/** How many elements over the axes take part: a number, or an array if `where` decides. */
function countOver(
  x: NDArray,
  axes: readonly number[],
  where: NDArray | undefined,
  options: ReduceOptions,
): number | NDArray {
  if (where === undefined) return sizeOf(axes.map((axis) => x.shape[axis] as number));
  return sum(convertTo(where, realDtype(x.dtype)), options);
}

/**
 * The arithmetic mean over `axis`, all axes by default: a float, of float32 for integers. Half floats are averaged in
 * float32. Of no elements it is NaN.
 */
export function mean(x: ArrayLike, options: MeanOptions = {}): NDArray {
  requireOptions("mean", options, ["axis", "dtype", "keepdims", "where"]);
  const array = toArray(x, "mean");
  const dtype = options.dtype === undefined ? toInexact(array.dtype) : canonicalDtype(options.dtype);
  const wide = convertTo(array, widenedFloat(dtype));
  const axes = canonicalAxes("mean", options.axis, array.ndim);
  const where = options.where === undefined ? undefined : maskFor("mean", options.where, array);
  const over = { axis: axes, keepdims: options.keepdims === true };
  const total = sum(wide, { ...over, ...(where && { where }) });
  const count = countOver(wide, axes, where, over);
  return convertTo(div(total, typeof count === "number" ? count : convertTo(count, total.dtype)), dtype);
}

/**
 * The variance over `axis`, all axes by default: the sum of the squared distances from the mean, divided by n − ddof. NaN
 * if that is not positive. It is real of complex elements too.
 */
export function variance(x: ArrayLike, options: VarianceOptions = {}, name = "var"): NDArray {
  requireOptions(name, options, ["axis", "dtype", "ddof", "correction", "keepdims", "where"]);
  const array = toArray(x, name);
  const dtype = options.dtype === undefined ? toInexact(array.dtype) : canonicalDtype(options.dtype);
  const ddof = options.ddof ?? options.correction ?? 0;
  if (options.ddof !== undefined && options.correction !== undefined) {
    throw new TypeError(`${name}: ddof and correction are names of the same option; give one of them`);
  }
  if (!isInexact(dtype)) {
    throw new TypeError(`${name}: a variance is a float, but the dtype asked for is ${dtype}`);
  }
  const wide = convertTo(array, widenedFloat(dtype));
  const axes = canonicalAxes(name, options.axis, array.ndim);
  const where = options.where === undefined ? undefined : maskFor(name, options.where, array);
  const center = mean(wide, { axis: axes, keepdims: true, ...(where && { where }) });
  const distances = sub(wide, broadcastArray(center, wide.shape));
  const squares = isComplex(dtype) ? real(mul(distances, conj(distances))) : square(distances);
  const over = { axis: axes, keepdims: options.keepdims === true };
  const total = sum(squares, { ...over, ...(where && { where }) });
  const count = countOver(wide, axes, where, over);
  const freedom = typeof count === "number" ? count - ddof : sub(count, ddof);
  return convertTo(divideOrNaN(total, freedom), realDtype(dtype));
}

/** The quotient; NaN where the divisor is not positive. */
function divideOrNaN(total: NDArray, divisor: number | NDArray): NDArray {
  if (typeof divisor === "number") return div(total, divisor > 0 ? divisor : Number.NaN);
  return choose(gt(divisor, 0), div(total, divisor), Number.NaN);
}

/** The standard deviation over `axis`, all axes by default: the square root of the variance. */
export function std(x: ArrayLike, options?: VarianceOptions): NDArray {
  return sqrt(variance(x, options, "std"));
}

/** Options of `average`. */
export interface AverageOptions extends ReduceOptions {
  /** One weight for each element, or for each index along `axis`. */
  readonly weights?: ArrayLike;
}

/**
 * The mean over `axis`, each element counted by its weight. Throws a `TypeError` unless the weights have the shape of the
 * array, or lie along its one axis.
 */
export function average(x: ArrayLike, options: AverageOptions & { readonly returned: true }): [NDArray, NDArray];
export function average(x: ArrayLike, options?: AverageOptions): NDArray;
export function average(
  x: ArrayLike,
  options: AverageOptions & { readonly returned?: boolean } = {},
): NDArray | [NDArray, NDArray] {
  requireOptions("average", options, ["weights", "axis", "keepdims", "returned"]);
  const { weights: given, returned, ...over } = options;
  if (given === undefined) {
    const center = mean(x, over);
    const array = toArray(x, "average");
    const count = sizeOf(canonicalAxes("average", over.axis, array.ndim).map((axis) => array.shape[axis] as number));
    return returned ? [center, fullLike(center, count)] : center;
  }
  const [array, weights] = promoteDtypesInexact("average", x, given);
  const along = broadcastArray(alignWeights(array, weights, over.axis), array.shape);
  const total = sum(along, over);
  const center = div(sum(mul(array, along), over), total);
  return returned ? [center, total] : center;
}

function alignWeights(x: NDArray, weights: NDArray, axis: ReduceOptions["axis"]): NDArray {
  if (sameShape(x.shape, weights.shape)) return weights;
  const axes = canonicalAxes("average", axis, x.ndim);
  const [only] = axes;
  if (
    axes.length !== 1 ||
    axis === undefined ||
    only === undefined ||
    !sameShape(weights.shape, [x.shape[only] as number])
  ) {
    throw new TypeError(
      `average: weights of shape [${weights.shape.join(", ")}] fit neither the array, [${x.shape.join(", ")}], nor one axis ` +
        "of it; give as many as there are elements, or one axis and its number of weights",
    );
  }
  return broadcastInDim(weights, { shape: x.shape.map((n, i) => (i === only ? n : 1)), broadcastDimensions: [only] });
}

function fullLike(x: NDArray, value: number): NDArray {
  return broadcastInDim(scalarArray(value, x.dtype), { shape: x.shape, broadcastDimensions: [] });
}
