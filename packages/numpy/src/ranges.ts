import {
  type ArrayLike,
  add,
  broadcastInDim,
  ConcretizationTypeError,
  canonicalDtype,
  concatenate,
  type DType,
  div,
  dtypeKind,
  floor,
  iota,
  log,
  mul,
  Array as NDArray,
  pow,
  requireOptions,
  scalarArray,
  sign,
  sub,
  Tracer,
} from "@hyrax/core";
import { canonicalAxis } from "./axes.js";
import { broadcastArray, broadcastShapes } from "./broadcast.js";
import { convertTo, toArray } from "./convert.js";
import type { DtypeOption } from "./creation.js";
import { splitOptions } from "./options.js";
import { promoteDtypesInexact } from "./promote.js";
import { isScalar } from "./scalar-type.js";
import { expandDims, moveaxis } from "./shape.js";

/** A bound of a range: a number, or an array that holds one. */
export type Bound = number | NDArray;

/**
 * The numbers from `start` (0 if not given) to before `stop`, `step` (1) apart: `arange(stop)`, `arange(start, stop, step?)`. Whole
 * numbers give int32, others float32, unless a dtype is given.
 *
 * @throws a `ConcretizationTypeError` if a bound is traced: it decides the shape
 */
export function arange(stop: Bound, options?: DtypeOption): NDArray;
export function arange(start: Bound, stop?: Bound, options?: DtypeOption): NDArray;
export function arange(start: Bound, stop?: Bound, step?: Bound, options?: DtypeOption): NDArray;
export function arange(...args: readonly (Bound | DtypeOption | undefined)[]): NDArray {
  const [given, options] = splitOptions<Bound | undefined, DtypeOption>(args);
  requireOptions("arange", options, ["dtype"]);
  const bounds = given.filter((bound) => bound !== undefined && bound !== null);
  const [first, second, third] = bounds.map(boundValue);
  if (first === undefined) throw new TypeError("arange: needs a number to stop at");
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  const step = third ?? 1;
  if (step === 0 || Number.isNaN(stop - start)) {
    throw new TypeError(`arange: no steps of ${step} lead from ${start} to ${stop}`);
  }
  const dtype = canonicalDtype(options.dtype ?? rangeDtype(bounds));
  const size = Math.max(Math.ceil((stop - start) / step), 0);
  let counted = iota({ dtype, shape: [size], dimension: 0 });
  if (step !== 1) counted = mul(counted, scalarArray(step, dtype));
  return start === 0 ? counted : add(counted, scalarArray(start, dtype));
}

function boundValue(bound: Bound): number {
  if (typeof bound === "number") return bound;
  if (bound instanceof Tracer) {
    throw new ConcretizationTypeError(
      `arange: the bound ${bound} is traced, but it decides the shape of the result; make it a static argument, or mask a longer range`,
    );
  }
  if (bound instanceof NDArray && bound.size === 1) return Number(bound.item());
  const found: unknown = bound;
  throw new TypeError(
    `arange: a bound must be a number, found ${found instanceof NDArray ? found.aval : String(found)}`,
  );
}

function rangeDtype(bounds: readonly Bound[]): DType {
  const whole = bounds.every((bound) =>
    typeof bound === "number" ? Number.isInteger(bound) : "biu".includes(dtypeKind(bound.dtype)),
  );
  return whole ? "int64" : "float64";
}

export interface LinspaceOptions extends DtypeOption {
  /** How many numbers; 50 if not given. */
  readonly num?: number;
  /** Whether the last number is `stop` itself: true if not given. */
  readonly endpoint?: boolean;
  /** Return the distance of the numbers too. */
  readonly retstep?: boolean;
  /** Where the axis of the numbers goes, if the bounds are arrays; 0 if not given. */
  readonly axis?: number;
}

/**
 * Evenly spaced numbers from `start` to `stop`; of arrays, along a new axis.
 * @returns the numbers, or with `retstep` the pair of them and their distance
 */
export function linspace(
  start: ArrayLike,
  stop: ArrayLike,
  num: number | undefined,
  options: LinspaceOptions & { readonly retstep: true },
): [samples: NDArray, step: NDArray];
export function linspace(
  start: ArrayLike,
  stop: ArrayLike,
  options: LinspaceOptions & { readonly retstep: true },
): [samples: NDArray, step: NDArray];
export function linspace(
  start: ArrayLike,
  stop: ArrayLike,
  num?: number | LinspaceOptions,
  options?: LinspaceOptions,
): NDArray;
export function linspace(
  start: ArrayLike,
  stop: ArrayLike,
  num?: number | LinspaceOptions,
  options: LinspaceOptions = {},
): NDArray | [NDArray, NDArray] {
  requireOptions("linspace", typeof num === "object" ? num : options, ["num", "endpoint", "retstep", "axis", "dtype"]);
  const all = typeof num === "object" ? num : { ...options, ...(num !== undefined && { num }) };
  const { samples, step } = spaced("linspace", start, stop, all);
  const dtype = all.dtype === undefined ? samples.dtype : canonicalDtype(all.dtype);
  const whole = "iu".includes(dtypeKind(dtype)) ? floor(samples) : samples;
  const converted = convertTo(whole, dtype);
  return all.retstep ? [converted, step] : converted;
}

interface Spaced {
  readonly samples: NDArray;
  readonly step: NDArray;
}

function spaced(name: string, start: ArrayLike, stop: ArrayLike, options: LinspaceOptions): Spaced {
  const { num = 50, endpoint = true } = options;
  if (!Number.isInteger(num) || num < 0) {
    throw new TypeError(`${name}: the number of samples must be zero or more, found ${num}`);
  }
  const [a, b] = promoteDtypesInexact(name, start, stop).map((x) => convertTo(x, x.dtype)) as [NDArray, NDArray];
  const shape = broadcastShapes(name, a.shape, b.shape);
  const [from, to] = [broadcastArray(a, shape), broadcastArray(b, shape)];
  const steps = endpoint ? num - 1 : num;
  const step = steps > 0 ? div(sub(to, from), steps) : broadcastArray(scalarArray(Number.NaN, from.dtype), shape);
  return { samples: alongAxis(from, to, num, steps, endpoint, options.axis ?? 0), step };
}

/** Each number is a weighted mean of the bounds, so that the last one is `stop` exactly. */
function alongAxis(from: NDArray, to: NDArray, num: number, steps: number, endpoint: boolean, axis: number): NDArray {
  const row = (x: NDArray) => expandDims(x, 0);
  const place = (x: NDArray) => {
    const target = canonicalAxis("linspace", axis, x.ndim);
    return target === 0 ? x : moveaxis(x, 0, target);
  };
  if (num === 0)
    return place(
      broadcastInDim(from, { shape: [0, ...from.shape], broadcastDimensions: from.shape.map((_, i) => i + 1) }),
    );
  if (num === 1) return place(row(from));
  const inner = endpoint ? num - 1 : num;
  const weight = div(iota({ dtype: from.dtype, shape: [inner], dimension: 0 }), steps);
  const shape = [inner, ...from.shape];
  const spread = (x: NDArray) => broadcastArray(row(x), shape);
  const weights = broadcastInDim(weight, { shape, broadcastDimensions: [0] });
  const means = add(mul(spread(from), sub(1, weights)), mul(spread(to), weights));
  return place(endpoint ? concatenate([means, row(to)], { dimension: 0 }) : means);
}

export interface LogspaceOptions extends Omit<LinspaceOptions, "retstep"> {
  /** 10 if not given. */
  readonly base?: ArrayLike;
}

/** Numbers whose logarithms are evenly spaced: `base` to the powers that `linspace` gives. */
export function logspace(start: ArrayLike, stop: ArrayLike, options: LogspaceOptions = {}): NDArray {
  requireOptions("logspace", options, ["base", "dtype", "num", "endpoint", "axis"]);
  const { samples } = spaced("logspace", start, stop, options);
  const { base = 10 } = options;
  const powers = pow(
    isScalar(base) ? scalarArray(base, samples.dtype) : convertTo(toArray(base, "logspace"), samples.dtype),
    samples,
  );
  return convertTo(powers, options.dtype === undefined ? powers.dtype : canonicalDtype(options.dtype));
}

/** Numbers from `start` to `stop` that each are the same multiple of the one before. */
export function geomspace(start: ArrayLike, stop: ArrayLike, options: Omit<LinspaceOptions, "retstep"> = {}): NDArray {
  requireOptions("geomspace", options, ["dtype", "num", "endpoint", "axis"]);
  const [a, b] = promoteDtypesInexact("geomspace", start, stop).map((x) => convertTo(x, x.dtype)) as [NDArray, NDArray];
  const direction = sign(a);
  const exponent = (x: NDArray) => mul(log(div(x, direction)), Math.LOG10E);
  const { dtype, ...rest } = options;
  const sizes = logspace(exponent(a), exponent(b), rest);
  const signs =
    direction.ndim === 0
      ? direction
      : broadcastArray(expandDims(direction, canonicalAxis("geomspace", options.axis ?? 0, sizes.ndim)), sizes.shape);
  const samples = mul(sizes, signs);
  return convertTo(samples, dtype === undefined ? samples.dtype : canonicalDtype(dtype));
}
