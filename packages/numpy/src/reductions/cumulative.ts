import {
  type ArrayLike,
  broadcastInDim,
  type CumulativeParams,
  canonicalDtype,
  concatenate,
  cumprod as cumprodOf,
  cumsum as cumsumOf,
  type DType,
  type Array as NDArray,
  type Operand,
  requireOptions,
  reshape,
  scalarArray,
} from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { convertTo, toArray } from "../convert.js";
import { widenedInteger } from "./reduce.js";

/** Options of running sums and products. */
export interface CumulativeOptions {
  /** The axis to run along; all elements, in row-major order, by default. */
  readonly axis?: number | null;
  readonly dtype?: DType;
}

type Running = (x: Operand, params: CumulativeParams) => NDArray;

/** Runs along one axis, or through all elements as one axis. Booleans count as the default integer. */
export function cumulate(name: string, running: Running, x: ArrayLike, options: CumulativeOptions = {}): NDArray {
  requireOptions(name, options, ["axis", "dtype"]);
  const array = toArray(x, name);
  const own = array.dtype === "bool" ? "int64" : array.dtype;
  const typed = convertTo(array, canonicalDtype(options.dtype ?? own));
  if (options.axis !== undefined && options.axis !== null) {
    return running(typed, { axis: canonicalAxis(name, options.axis, array.ndim), reverse: false });
  }
  const line = typed.ndim === 1 ? typed : reshape(typed, { newSizes: [typed.size] });
  return running(line, { axis: 0, reverse: false });
}

/** The sum of each element and all before it along `axis`; of the flattened array without one. The dtype stays, but for bool. */
export function cumsum(x: ArrayLike, options?: CumulativeOptions): NDArray {
  return cumulate("cumsum", cumsumOf, x, options);
}

/** The product of each element and all before it along `axis`; of the flattened array without one. */
export function cumprod(x: ArrayLike, options?: CumulativeOptions): NDArray {
  return cumulate("cumprod", cumprodOf, x, options);
}

/** Options of `cumulativeSum` and `cumulativeProd`. */
export interface CumulativeSumOptions {
  /** The axis to run along; needed unless there is only one. */
  readonly axis?: number;
  readonly dtype?: DType;
  /** Start with the result of no elements. */
  readonly includeInitial?: boolean;
}

const cumulativeSumOptionNames = [
  "axis",
  "dtype",
  "includeInitial",
] as const satisfies readonly (keyof CumulativeSumOptions)[];

function cumulateAlong(
  name: string,
  running: Running,
  x: ArrayLike,
  initial: number,
  options: CumulativeSumOptions,
): NDArray {
  const array = toArray(x, name);
  if (array.ndim === 0) throw new TypeError(`${name}: a scalar has no axis to run along`);
  if (options.axis === undefined && array.ndim > 1) {
    throw new TypeError(`${name}: the shape [${array.shape.join(", ")}] has ${array.ndim} axes; say which with axis`);
  }
  const axis = canonicalAxis(name, options.axis ?? 0, array.ndim);
  const dtype = canonicalDtype(options.dtype ?? widenedInteger(array.dtype));
  const results = running(convertTo(array, dtype), { axis, reverse: false });
  if (options.includeInitial !== true) return results;
  const shape = array.shape.map((n, i) => (i === axis ? 1 : n));
  const first = broadcastInDim(scalarArray(initial, dtype), { shape, broadcastDimensions: [] });
  return concatenate([first, results], { dimension: axis });
}

/** The running sum along an axis, as the array API has it: small integers add up in at least 32 bits. */
export function cumulativeSum(x: ArrayLike, options: CumulativeSumOptions = {}): NDArray {
  requireOptions("cumulativeSum", options, cumulativeSumOptionNames);
  return cumulateAlong("cumulativeSum", cumsumOf, x, 0, options);
}

/** The running product along an axis, as the array API has it. */
export function cumulativeProd(x: ArrayLike, options: CumulativeSumOptions = {}): NDArray {
  requireOptions("cumulativeProd", options, cumulativeSumOptionNames);
  return cumulateAlong("cumulativeProd", cumprodOf, x, 1, options);
}
