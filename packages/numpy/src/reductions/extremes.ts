import {
  type ArrayLike,
  type DType,
  dtypeBytes,
  dtypeKind,
  max as maxOf,
  min as minOf,
  type Array as NDArray,
  type ReduceOptions,
  reduceMax,
  reduceMin,
  requireOptions,
  type Scalar,
  sub,
  type TypedReduceOptions,
} from "@hyrax/core";
import { toArray } from "../convert.js";
import { type Reduction, reduce } from "./reduce.js";

/** Options of `max` and `min`, whose result keeps the dtype of the array. */
export type ExtremeOptions = Omit<TypedReduceOptions, "dtype">;

const greatest: Reduction = {
  name: "max",
  over: reduceMax,
  combine: maxOf,
  identity: lowest,
  needsElements: true,
};
const least: Reduction = { name: "min", over: reduceMin, combine: minOf, identity: highest, needsElements: true };

/** The least value of a dtype. */
export function lowest(dtype: DType): Scalar {
  const kind = dtypeKind(dtype);
  if (kind === "b") return false;
  if (kind === "u") return 0;
  const bits = BigInt(8 * dtypeBytes(dtype) - 1);
  return kind === "i" ? inRange(-(2n ** bits)) : Number.NEGATIVE_INFINITY;
}

/** The greatest value of a dtype. */
export function highest(dtype: DType): Scalar {
  const kind = dtypeKind(dtype);
  if (kind === "b") return true;
  const bits = BigInt(8 * dtypeBytes(dtype) - (kind === "i" ? 1 : 0));
  return kind === "i" || kind === "u" ? inRange(2n ** bits - 1n) : Number.POSITIVE_INFINITY;
}

/** A number where it is exact, as 64-bit extremes are not. */
function inRange(value: bigint): Scalar {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const extremeOptionNames = [
  "axis",
  "keepdims",
  "where",
  "initial",
] as const satisfies readonly (keyof ExtremeOptions)[];

/**
 * The greatest element over `axis`, all axes by default. NaN wins. Of no elements there is none, unless `initial` is given:
 * a `TypeError`.
 */
export function max(x: ArrayLike, options: ExtremeOptions = {}): NDArray {
  requireOptions("max", options, extremeOptionNames);
  return reduce(greatest, x, options);
}

/** The least element over `axis`, all axes by default. NaN wins. Of no elements there is none, unless `initial` is given. */
export function min(x: ArrayLike, options: ExtremeOptions = {}): NDArray {
  requireOptions("min", options, extremeOptionNames);
  return reduce(least, x, options);
}

/** The same as `max`. */
export const amax: typeof max = max;
/** The same as `min`. */
export const amin: typeof min = min;

/** The range over `axis`: the greatest element less the least. */
export function ptp(x: ArrayLike, options: ReduceOptions = {}): NDArray {
  requireOptions("ptp", options, ["axis", "keepdims"]);
  const array = toArray(x, "ptp");
  return sub(max(array, options), min(array, options));
}
