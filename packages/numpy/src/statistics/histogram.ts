import { type ArrayLike, type Array as NDArray, requireOptions, type Shape, sameShape, sizeOf } from "@hyrax/core";
import { broadcastArray } from "../broadcast.js";
import { toArray } from "../convert.js";
import { add, divide, subtract } from "../elementwise/arithmetic.js";
import { equal } from "../elementwise/comparison.js";
import { ravelMultiIndex } from "../indexing/multi-index.js";
import { stack } from "../joining.js";
import { inexact, promoteDtypesInexact } from "../promote.js";
import { linspace } from "../ranges.js";
import { max, min } from "../reductions/extremes.js";
import { sum } from "../reductions/sum.js";
import { ravel, reshape } from "../shape.js";
import { searchsorted } from "../sorting/searchsorted.js";
import { where } from "../where.js";
import { addAt, bincount } from "./counting.js";
import { diff } from "./differences.js";

/** From the least to the greatest value to be counted. */
export type Range = readonly [least: number, greatest: number];

/** Options of `histogramBinEdges`. */
export interface BinOptions {
  /** The number of bins, 10 by default, or their edges. */
  readonly bins?: number | ArrayLike;
  /** What the bins span; all elements by default. */
  readonly range?: Range;
}

/** Options of `histogram`. */
export interface HistogramOptions extends BinOptions {
  /** How much each element counts; 1 if not given. */
  readonly weights?: ArrayLike;
  /** Divide by the sum and the widths, so that the integral is 1. */
  readonly density?: boolean;
}

/** The edges of bins of equal width, one more than there are bins. */
export function histogramBinEdges(x: ArrayLike, options: BinOptions = {}): NDArray {
  requireOptions("histogramBinEdges", options, ["bins", "range"]);
  return edgesOf("histogramBinEdges", inexact(x, "histogramBinEdges"), options.bins, options.range);
}

function edgesOf(name: string, x: NDArray, bins: number | ArrayLike = 10, range?: Range | null): NDArray {
  const given = typeof bins === "number" ? undefined : toArray(bins, name);
  if (given !== undefined && given.ndim > 0) {
    if (given.ndim === 1) return inexact(given, name);
    throw new TypeError(`${name}: the edges must have one axis, found the shape [${given.shape.join(", ")}]`);
  }
  const count = given === undefined ? (bins as number) : Number(given.item());
  if (!Number.isInteger(count) || count < 1) {
    throw new TypeError(`${name}: the number of bins must be a positive integer, found ${count}`);
  }
  const [low, high] =
    range !== undefined && range !== null
      ? promoteDtypesInexact(name, toArray(range[0], name).astype(x.dtype), range[1])
      : x.size === 0
        ? [toArray(0, name), toArray(1, name)]
        : [min(x), max(x)];
  // Bins of no width would hold nothing.
  const empty = equal(low, high);
  return linspace(where(empty, subtract(low, 0.5), low), where(empty, add(high, 0.5), high), count + 1);
}

/** The number of the bin of each element, from 1; 0 and beyond the last for elements outside. The last bin includes its right edge. */
function binsOf(x: NDArray, edges: NDArray): NDArray {
  const found = searchsorted(edges, x, { side: "right" });
  return where(equal(x, edges.get(-1)), edges.size - 1, found).astype("int32");
}

/**
 * How many elements lie in each bin, and the edges of the bins. The counts are floats, as in JAX.
 * Throws a `TypeError` for weights of another shape than the elements.
 *
 * @example const [counts, edges] = np.histogram([1, 2, 1], { bins: 2 }) // [2. 1.], [1. 1.5 2.]
 */
export function histogram(x: ArrayLike, options: HistogramOptions = {}): [counts: NDArray, edges: NDArray] {
  requireOptions("histogram", options, ["weights", "density", "bins", "range"]);
  const { weights: given = 1, density = false } = options;
  const [values, weights] = promoteDtypesInexact("histogram", x, given);
  if (options.weights !== undefined) requireWeights("histogram", weights, values.shape);
  const edges = edgesOf("histogram", values, options.bins, options.range);
  const places = binsOf(values, edges);
  const counts = addAt(ravel(places), ravel(broadcastArray(weights, values.shape)), edges.size).get("1:");
  return [density ? divide(divide(counts, diff(edges)), sum(counts)) : counts, edges];
}

function requireWeights(name: string, weights: NDArray, shape: Shape): void {
  if (sameShape(weights.shape, shape)) return;
  throw new TypeError(
    `${name}: weights of shape [${weights.shape.join(", ")}] do not fit samples of shape [${shape.join(", ")}]`,
  );
}

/** Options of `histogramdd` and `histogram2d`. */
export interface HistogramddOptions {
  /** The number of bins along all axes, 10 by default, or for each axis the number or the edges. */
  readonly bins?: number | readonly (number | ArrayLike)[];
  /** For each axis, what the bins span; null for all samples. */
  readonly range?: readonly (Range | null)[];
  readonly weights?: ArrayLike;
  readonly density?: boolean;
}

const histogramddOptionNames = [
  "bins",
  "range",
  "weights",
  "density",
] as const satisfies readonly (keyof HistogramddOptions)[];

/**
 * How many samples, the rows of `x`, lie in each bin of a grid, and the edges of the bins along each axis. The counts are int32, or
 * have the dtype of the weights.
 */
export function histogramdd(x: ArrayLike, options: HistogramddOptions = {}): [counts: NDArray, edges: NDArray[]] {
  requireOptions("histogramdd", options, histogramddOptionNames);
  const name = "histogramdd";
  const { bins = 10, range, weights, density = false } = options;
  const sample = inexact(x, name);
  if (sample.ndim !== 2)
    throw new TypeError(`${name}: samples are rows of a matrix, found [${sample.shape.join(", ")}]`);
  const [count, axes] = sample.shape as readonly [number, number];
  const binsOfAxis = typeof bins === "number" ? Array.from({ length: axes }, () => bins) : bins;
  if (binsOfAxis.length !== axes || (range !== undefined && range.length !== axes)) {
    throw new TypeError(`${name}: samples of ${axes} axes need bins, and ranges if any, for each axis`);
  }
  if (weights !== undefined) requireWeights(name, toArray(weights, name), [count]);
  const columns = Array.from({ length: axes }, (_, axis) => sample.get(":", axis));
  const edges = columns.map((column, axis) => edgesOf(name, column, binsOfAxis[axis], range?.[axis]));
  const places = columns.map((column, axis) => binsOf(column, edges[axis] as NDArray));
  // One bin more on either side of each axis takes what lies outside.
  const grid = edges.map((edge) => edge.size + 1);
  const flat = ravelMultiIndex(places, grid, { mode: "clip" });
  const all = bincount(flat, { length: sizeOf(grid), ...(weights !== undefined && { weights }) });
  const counts = reshape(all, grid).get(...grid.map(() => "1:-1" as const));
  if (!density) return [counts, edges];
  const widths = edges.map((edge, axis) => {
    const along = edges.map((_, i) => (i === axis ? -1 : 1));
    return reshape(diff(edge), along);
  });
  const total = counts.astype(sample.dtype);
  return [widths.reduce(divide, divide(total, sum(total))), edges];
}

/** As `histogramdd`, of samples whose coordinates are two arrays of one axis. */
export function histogram2d(
  x: ArrayLike,
  y: ArrayLike,
  options: HistogramddOptions = {},
): [counts: NDArray, xEdges: NDArray, yEdges: NDArray] {
  requireOptions("histogram2d", options, histogramddOptionNames);
  const [a, b] = promoteDtypesInexact("histogram2d", x, y);
  if (a.ndim !== 1 || !sameShape(a.shape, b.shape)) {
    throw new TypeError(
      `histogram2d: the coordinates must be one axis of the same size, found [${a.shape.join(", ")}] and [${b.shape.join(", ")}]`,
    );
  }
  const [counts, [xEdges, yEdges]] = histogramdd(stack([a, b], { axis: 1 }), options) as [NDArray, [NDArray, NDArray]];
  return [counts, xEdges, yEdges];
}
