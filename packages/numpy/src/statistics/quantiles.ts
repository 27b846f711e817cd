import {
  type ArrayLike,
  type Axis,
  add,
  broadcastInDim,
  ceil,
  clamp,
  div,
  eq,
  floor,
  le,
  mul,
  type Array as NDArray,
  ne,
  reduceSum,
  requireOptions,
  scalarArray,
  selectN,
  sizeOf,
  sub,
} from "@hyrax/core";
import { canonicalAxes } from "../axes.js";
import { broadcastArray } from "../broadcast.js";
import { convertTo, toArray } from "../convert.js";
import { choose } from "../elementwise/choose.js";
import { requireReal } from "../elementwise/parts.js";
import { takeAlongAxis } from "../indexing/along-axis.js";
import { takeAt } from "../indexing/take.js";
import { inexact, promoteDtypesInexact } from "../promote.js";
import { widenedFloat } from "../reductions/reduce.js";
import { moveaxis, ravel, reshape } from "../shape.js";
import { sliceAxis } from "../slices.js";
import { sort } from "../sorting/sort.js";

/** What to return where a quantile lies between two elements. */
export type QuantileMethod = "linear" | "lower" | "higher" | "midpoint" | "nearest";

/** Options of `median`. */
export interface MedianOptions {
  readonly axis?: Axis;
  readonly keepdims?: boolean;
}

const medianOptionNames = ["axis", "keepdims"] as const satisfies readonly (keyof MedianOptions)[];

/** Options of `quantile` and `percentile`. */
export interface QuantileOptions extends MedianOptions {
  readonly method?: QuantileMethod;
}

const quantileOptionNames = ["method", "axis", "keepdims"] as const satisfies readonly (keyof QuantileOptions)[];

/**
 * The value below which a fraction `q`, from 0 to 1, of the elements over `axis` lies; NaN where one of them is NaN. The axes of
 * `q` come first. Method "linear" interpolates between the two nearest elements.
 */
export function quantile(x: ArrayLike, q: ArrayLike, options: QuantileOptions = {}): NDArray {
  requireOptions("quantile", options, quantileOptionNames);
  return quantiles("quantile", x, toArray(q, "quantile"), false, options);
}

/** As `quantile`, over the elements that are not NaN. */
export function nanquantile(x: ArrayLike, q: ArrayLike, options: QuantileOptions = {}): NDArray {
  requireOptions("nanquantile", options, quantileOptionNames);
  return quantiles("nanquantile", x, toArray(q, "nanquantile"), true, options);
}

/** As `quantile`, with `q` from 0 to 100. */
export function percentile(x: ArrayLike, q: ArrayLike, options: QuantileOptions = {}): NDArray {
  requireOptions("percentile", options, quantileOptionNames);
  return quantiles("percentile", x, div(inexact(q, "percentile"), 100), false, options);
}

/** As `percentile`, over the elements that are not NaN. */
export function nanpercentile(x: ArrayLike, q: ArrayLike, options: QuantileOptions = {}): NDArray {
  requireOptions("nanpercentile", options, quantileOptionNames);
  return quantiles("nanpercentile", x, div(inexact(q, "nanpercentile"), 100), true, options);
}

/** The middle element over `axis`, all axes by default, or the mean of the two in the middle; NaN where one is NaN. */
export function median(x: ArrayLike, options: MedianOptions = {}): NDArray {
  requireOptions("median", options, medianOptionNames);
  return quantiles("median", x, toArray(0.5, "median"), false, { ...options, method: "midpoint" });
}

/** As `median`, over the elements that are not NaN. */
export function nanmedian(x: ArrayLike, options: MedianOptions = {}): NDArray {
  requireOptions("nanmedian", options, medianOptionNames);
  return quantiles("nanmedian", x, toArray(0.5, "nanmedian"), true, { ...options, method: "midpoint" });
}

function quantiles(
  name: string,
  x: ArrayLike,
  q: NDArray,
  ignoreNaN: boolean,
  { axis, keepdims = false, method = "linear" }: QuantileOptions = {},
): NDArray {
  const [array] = promoteDtypesInexact(name, inexact(x, name), q);
  requireReal(name, array);
  const axes = canonicalAxes(name, axis, array.ndim);
  const line = mergeAxes(array, axes);
  const count = line.shape[0] as number;
  if (count === 0) {
    throw new TypeError(
      `${name}: there are no elements over the axes [${axes.join(", ")}] of [${array.shape.join(", ")}]`,
    );
  }
  // Half floats cannot count the elements.
  const fractions = convertTo(inexact(ravel(q), name), widenedFloat(inexact(q, name).dtype));
  const found = ignoreNaN ? amongNumbers(line, fractions, method) : amongAll(line, fractions, method);
  const rest = keepdims ? array.shape.map((n, i) => (axes.includes(i) ? 1 : n)) : line.shape.slice(1);
  return reshape(found, [...q.shape, ...rest]);
}

/** The array sorted over some axes, which become its first. NaN comes last. */
function mergeAxes(x: NDArray, axes: readonly number[]): NDArray {
  const [only] = axes;
  if (axes.length === 1) return moveaxis(sort(x, { axis: only as number }), only as number, 0);
  const rest = x.shape.filter((_, i) => !axes.includes(i));
  const front = moveaxis(
    x,
    axes,
    axes.map((_, i) => i),
  );
  return sort(reshape(front, [sizeOf(axes.map((i) => x.shape[i] as number)), ...rest]), { axis: 0 });
}

/** Quantiles `[q, …]` of sorted elements `[n, …]`; NaN where the last one is. */
function amongAll(sorted: NDArray, fractions: NDArray, method: QuantileMethod): NDArray {
  const last = (sorted.shape[0] as number) - 1;
  const pick = (index: NDArray) => takeAt(sorted, index, 0, { mode: "promise_in_bounds" });
  const found = interpolate(mul(fractions, last), scalarArray(last, fractions.dtype), pick, method);
  const greatest = reshape(sliceAxis(sorted, 0, last, last + 1), [1, ...sorted.shape.slice(1)]);
  return choose(ne(greatest, greatest), Number.NaN, found);
}

/** Quantiles `[q, …]` of sorted elements `[n, …]`, each column up to its first NaN. */
function amongNumbers(sorted: NDArray, fractions: NDArray, method: QuantileMethod): NDArray {
  const numbers = convertTo(eq(sorted, sorted), fractions.dtype);
  const shape = [fractions.size, ...sorted.shape.slice(1)];
  const last = broadcastArray(sub(reduceSum(numbers, { axes: [0] }), 1), shape);
  const across = broadcastInDim(fractions, { shape, broadcastDimensions: [0] });
  return interpolate(mul(across, last), last, (index) => takeAlongAxis(sorted, index, { axis: 0 }), method);
}

/** The elements around positions from 0 to `last`, put together by the method. */
function interpolate(
  positions: NDArray,
  last: NDArray,
  pick: (index: NDArray) => NDArray,
  method: QuantileMethod,
): NDArray {
  const below = floor(positions);
  const at = (position: NDArray) => pick(convertTo(clamp(0, position, last), "int32"));
  const low = at(below);
  const high = at(ceil(positions));
  const weight = convertTo(sub(positions, below), low.dtype);
  const across = broadcastInDim(weight, { shape: low.shape, broadcastDimensions: weight.shape.map((_, i) => i) });
  switch (method) {
    case "lower":
      return low;
    case "higher":
      return high;
    case "midpoint":
      return mul(add(low, high), 0.5);
    case "nearest":
      return selectN([le(across, 0.5), high, low]);
    case "linear":
      return add(mul(low, sub(1, across)), mul(high, across));
    default:
      throw new TypeError(`quantile: method "${String(method)}" is none of linear, lower, higher, midpoint, nearest`);
  }
}
