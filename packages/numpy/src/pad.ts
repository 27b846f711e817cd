import {
  type ArrayLike,
  add,
  broadcastInDim,
  concatenate,
  div,
  iota,
  isInexact,
  mul,
  type Array as NDArray,
  pad as padWith,
  reduceMax,
  reduceMin,
  reduceSum,
  requireOptions,
  rev,
  round,
  scalarArray,
  sub,
} from "@hyrax/core";
import { convertTo, toArray } from "./convert.js";
import { astype } from "./dtypes.js";
import { expandDims } from "./shape.js";
import { sliceAxis } from "./slices.js";

/** Widths before and after each axis: one number for all, one pair for all, or a pair for each axis. */
export type PadWidth = number | readonly number[] | readonly (readonly number[])[];

/** A function that pads along one axis: it gets an array padded with zeros, the widths and the axis, and returns it filled. */
export type PadFunction = (x: NDArray, widths: readonly [before: number, after: number], axis: number) => NDArray;

export type PadMode =
  | "constant"
  | "edge"
  | "reflect"
  | "symmetric"
  | "wrap"
  | "linear_ramp"
  | "mean"
  | "maximum"
  | "minimum"
  | "empty";

export interface PadOptions {
  /** "constant" if not given. */
  readonly mode?: PadMode | PadFunction;
  /** For "constant": what to pad with, as widths are given; 0 if not given. */
  readonly constantValues?: PadWidth;
  /** For "linear_ramp": the values at the outer ends; 0 if not given. */
  readonly endValues?: PadWidth;
  /** For "mean", "maximum" and "minimum": how many elements at each end count; all if not given. */
  readonly statLength?: PadWidth;
  /** For "reflect" and "symmetric": "odd" mirrors at the end value too, which continues slopes. "even" if not given. */
  readonly reflectType?: "even" | "odd";
}

type Ends = readonly [before: number, after: number];

/**
 * x with elements put before and after each axis, which continue it as the mode says.
 * @throws a `TypeError` if the widths do not fit the axes
 */
export function pad(x: ArrayLike, padWidth: PadWidth, options: PadOptions = {}): NDArray {
  requireOptions("pad", options, ["mode", "constantValues", "endValues", "statLength", "reflectType"]);
  const array = toArray(x, "pad");
  const widths = perAxis("padWidth", padWidth, array.ndim);
  for (const n of widths.flat()) {
    if (!Number.isInteger(n) || n < 0)
      throw new TypeError(`pad: the widths must be integers of zero or more, found ${n}`);
  }
  const { mode = "constant" } = options;
  if (mode === "constant")
    return padConstant(array, widths, perAxis("constantValues", options.constantValues ?? 0, array.ndim));
  if (mode === "empty") return padConstant(array, widths, perAxis("constantValues", 0, array.ndim));
  if (typeof mode === "function") {
    const zeros = padConstant(array, widths, perAxis("constantValues", 0, array.ndim));
    return widths.reduce((padded, ends, axis) => mode(padded, ends, axis), zeros);
  }
  const continuation = continuationOf(mode, options, array);
  return widths.reduce((padded, [before, after], axis) => {
    if (before + after === 0) return padded;
    if (padded.shape[axis] === 0) {
      throw new TypeError(
        `pad: axis ${axis} of ${array.aval} is empty, so mode ${JSON.stringify(mode)} has nothing to continue`,
      );
    }
    return continuation(padded, [before, after], axis);
  }, array);
}

function perAxis(what: string, given: PadWidth, rank: number): readonly Ends[] {
  if (typeof given === "number") return Array.from({ length: rank }, () => [given, given] as const);
  if (given.length === 1 && rank !== 1) return perAxis(what, given[0] as number | readonly number[], rank);
  if (given.every((n) => typeof n === "number")) {
    const [before, after = before] = given as readonly number[];
    if (before !== undefined && given.length <= 2)
      return Array.from({ length: rank }, () => [before, after as number] as const);
  } else if (given.length === rank) {
    return given.map((ends) => perAxis(what, ends as number | readonly number[], 1)[0] as Ends);
  }
  throw new TypeError(
    `pad: ${what} ${JSON.stringify(given)} does not fit ${rank} axes; give a number, a pair [before, after], or a pair for each axis`,
  );
}

function padConstant(x: NDArray, widths: readonly Ends[], values: readonly Ends[]): NDArray {
  const none = x.shape.map(() => [0, 0, 0] as const);
  const [first = 0] = values.flat();
  if (values.flat().every((value) => value === first)) {
    const paddingConfig = widths.map(([before, after]) => [before, after, 0] as const);
    return padWith(x, scalarArray(first, x.dtype), { paddingConfig });
  }
  return widths.reduce((padded, [before, after], axis) => {
    const [low, high] = values[axis] as Ends;
    const at = (low_: number, high_: number) =>
      none.map((zero, i) => (i === axis ? ([low_, high_, 0] as const) : zero));
    const start = padWith(padded, scalarArray(low, x.dtype), { paddingConfig: at(before, 0) });
    return padWith(start, scalarArray(high, x.dtype), { paddingConfig: at(0, after) });
  }, x);
}

/** What continues an array along an axis. */
type Continuation = (x: NDArray, ends: Ends, axis: number) => NDArray;

function continuationOf(mode: PadMode, options: PadOptions, x: NDArray): Continuation {
  switch (mode) {
    case "edge":
      return (y, ends, axis) => around(y, ends, axis, (width, atStart) => repeat(edge(y, axis, atStart), width, axis));
    case "wrap":
      return wrap;
    case "reflect":
      return (y, ends, axis) => mirror(y, ends, axis, true, options.reflectType === "odd");
    case "symmetric":
      return (y, ends, axis) => mirror(y, ends, axis, false, options.reflectType === "odd");
    case "linear_ramp":
      return ramp(perAxis("endValues", options.endValues ?? 0, x.ndim));
    case "mean":
    case "maximum":
    case "minimum":
      return statistic(
        mode,
        options.statLength === undefined ? undefined : perAxis("statLength", options.statLength, x.ndim),
      );
    default:
      throw new TypeError(
        `pad: ${JSON.stringify(mode)} is not a mode; modes are constant, edge, reflect, symmetric, wrap, linear_ramp, mean, maximum, minimum, empty`,
      );
  }
}

/** The array with parts before and after it. */
function around(
  x: NDArray,
  [before, after]: Ends,
  axis: number,
  part: (width: number, atStart: boolean) => NDArray,
): NDArray {
  const parts = [...(before > 0 ? [part(before, true)] : []), x, ...(after > 0 ? [part(after, false)] : [])];
  return parts.length === 1 ? x : concatenate(parts, { dimension: axis });
}

/** The first or the last slice along an axis. */
function edge(x: NDArray, axis: number, atStart: boolean): NDArray {
  const n = x.shape[axis] as number;
  return atStart ? sliceAxis(x, axis, 0, 1) : sliceAxis(x, axis, n - 1, n);
}

function repeat(x: NDArray, width: number, axis: number): NDArray {
  const shape = x.shape.map((n, i) => (i === axis ? width : n));
  return broadcastInDim(x, { shape, broadcastDimensions: shape.map((_, i) => i) });
}

function wrap(x: NDArray, [before, after]: Ends, axis: number): NDArray {
  const n = x.shape[axis] as number;
  const copies = Math.ceil(before / n) + 1 + Math.ceil(after / n);
  const all = concatenate(Array<NDArray>(copies).fill(x), { dimension: axis });
  const start = Math.ceil(before / n) * n - before;
  return sliceAxis(all, axis, start, start + before + n + after);
}

/** Mirrors the array at its ends, as often as the widths need; `withoutEdge` does not repeat the slice at the end itself. */
function mirror(x: NDArray, [before, after]: Ends, axis: number, withoutEdge: boolean, odd: boolean): NDArray {
  const n = x.shape[axis] as number;
  const skip = withoutEdge && n > 1 ? 1 : 0;
  const grow = (start: NDArray, width: number, atStart: boolean): NDArray => {
    let grown = start;
    for (let left = width; left > 0; ) {
      const size = grown.shape[axis] as number;
      const part = Math.min(left, n - skip);
      const from = atStart ? skip : size - skip - part;
      let image = rev(sliceAxis(grown, axis, from, from + part), { dimensions: [axis] });
      if (odd) image = sub(repeat(mul(edge(grown, axis, atStart), scalarArray(2, x.dtype)), part, axis), image);
      grown = concatenate(atStart ? [image, grown] : [grown, image], { dimension: axis });
      left -= part;
    }
    return grown;
  };
  return grow(grow(x, before, true), after, false);
}

/** Evenly spaced values from the end value outside to the slice at the end. */
function ramp(endValues: readonly Ends[]): Continuation {
  return (x, ends, axis) =>
    around(x, ends, axis, (width, atStart) => {
      const inner = edge(x, axis, atStart);
      const value = scalarArray((endValues[axis] as Ends)[atStart ? 0 : 1], "float32");
      const shape = x.shape.map((n, i) => (i === axis ? width : n));
      const counted = iota({ dtype: "float32", shape, dimension: axis });
      const weight = div(atStart ? counted : sub(width - 1, counted), width);
      const target = convertTo(repeat(inner, width, axis), "float32");
      const values = add(mul(value, sub(1, weight)), mul(target, weight));
      return astype(values, x.dtype);
    });
}

function statistic(mode: "mean" | "maximum" | "minimum", lengths: readonly Ends[] | undefined): Continuation {
  return (x, ends, axis) =>
    around(x, ends, axis, (width, atStart) => {
      const n = x.shape[axis] as number;
      const length = Math.min(lengths?.[axis]?.[atStart ? 0 : 1] ?? n, n);
      const part = atStart ? sliceAxis(x, axis, 0, length) : sliceAxis(x, axis, n - length, n);
      return repeat(expandDims(reduced(mode, part, axis, length), axis), width, axis);
    });
}

function reduced(mode: "mean" | "maximum" | "minimum", x: NDArray, axis: number, length: number): NDArray {
  const axes = [axis];
  if (mode === "maximum") return reduceMax(x, { axes });
  if (mode === "minimum") return reduceMin(x, { axes });
  if (isInexact(x.dtype)) return div(reduceSum(x, { axes }), length);
  const mean = div(reduceSum(convertTo(x, "float32"), { axes }), length);
  return convertTo(round(mean, { roundingMethod: 1 }), x.dtype);
}
