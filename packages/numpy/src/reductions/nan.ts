import {
  type ArrayLike,
  and,
  argmax as argmaxOf,
  argmin as argminOf,
  cumprod as cumprodOf,
  cumsum as cumsumOf,
  isInexact,
  type Array as NDArray,
  ne,
  not,
  requireOptions,
  type Scalar,
  sqrt,
  type TypedReduceOptions,
  type VarianceOptions,
} from "@hyrax/core";
import { toArray } from "../convert.js";
import { choose } from "../elementwise/choose.js";
import { type ArgOptions, argSearch } from "./arg-extremes.js";
import { type CumulativeOptions, cumulate } from "./cumulative.js";
import { type ExtremeOptions, highest, lowest, max, min } from "./extremes.js";
import { all } from "./logical.js";
import { maskFor } from "./masked.js";
import { type MeanOptions, mean, variance } from "./moments.js";
import { prod, sum } from "./sum.js";

const varianceOptionNames = [
  "dtype",
  "ddof",
  "correction",
  "where",
  "axis",
  "keepdims",
] as const satisfies readonly (keyof VarianceOptions)[];

const typedReduceOptionNames = [
  "dtype",
  "where",
  "initial",
  "axis",
  "keepdims",
] as const satisfies readonly (keyof TypedReduceOptions)[];

const extremeOptionNames = [
  "axis",
  "where",
  "initial",
  "keepdims",
] as const satisfies readonly (keyof ExtremeOptions)[];

const argOptionNames = ["axis", "keepdims"] as const satisfies readonly (keyof ArgOptions)[];

/** Where the elements of a float are NaN; undefined for dtypes that have none. */
function nans(x: NDArray): NDArray | undefined {
  return isInexact(x.dtype) ? ne(x, x) : undefined;
}

function withoutNaN(name: string, x: ArrayLike, value: Scalar): NDArray {
  const array = toArray(x, name);
  const missing = nans(array);
  return missing === undefined ? array : choose(missing, value, array);
}

/** As `sum`, with NaN as zero. */
export function nansum(x: ArrayLike, options: TypedReduceOptions = {}): NDArray {
  requireOptions("nansum", options, typedReduceOptionNames);
  return sum(withoutNaN("nansum", x, 0), options);
}

/** As `prod`, with NaN as one. */
export function nanprod(x: ArrayLike, options: TypedReduceOptions = {}): NDArray {
  requireOptions("nanprod", options, typedReduceOptionNames);
  return prod(withoutNaN("nanprod", x, 1), options);
}

/** As `cumsum`, with NaN as zero. */
export function nancumsum(x: ArrayLike, options?: CumulativeOptions): NDArray {
  return cumulate("nancumsum", cumsumOf, withoutNaN("nancumsum", x, 0), options);
}

/** As `cumprod`, with NaN as one. */
export function nancumprod(x: ArrayLike, options?: CumulativeOptions): NDArray {
  return cumulate("nancumprod", cumprodOf, withoutNaN("nancumprod", x, 1), options);
}

type Extreme = (x: ArrayLike, options?: ExtremeOptions) => NDArray;

/** The extreme of what is not NaN; NaN where everything is. */
function nanExtreme(name: string, extreme: Extreme, x: ArrayLike, worst: Scalar, options: ExtremeOptions): NDArray {
  const array = toArray(x, name);
  const missing = nans(array);
  if (missing === undefined) return extreme(array, options);
  const found = extreme(choose(missing, worst, array), options);
  if (options.initial !== undefined) return found;
  const { axis, keepdims } = options;
  const nothing = all(missing, { ...(axis !== undefined && { axis }), ...(keepdims !== undefined && { keepdims }) });
  return choose(nothing, Number.NaN, found);
}

/** As `max`, over the elements that are not NaN; NaN where all are. */
export function nanmax(x: ArrayLike, options: ExtremeOptions = {}): NDArray {
  requireOptions("nanmax", options, extremeOptionNames);
  return nanExtreme("nanmax", max, x, Number.NEGATIVE_INFINITY, options);
}

/** As `min`, over the elements that are not NaN; NaN where all are. */
export function nanmin(x: ArrayLike, options: ExtremeOptions = {}): NDArray {
  requireOptions("nanmin", options, extremeOptionNames);
  return nanExtreme("nanmin", min, x, Number.POSITIVE_INFINITY, options);
}

function nanArg(
  name: string,
  search: typeof argmaxOf,
  x: ArrayLike,
  worst: typeof lowest,
  options: ArgOptions,
): NDArray {
  const array = toArray(x, name);
  const missing = nans(array);
  if (missing === undefined) return argSearch(name, search, array, options);
  const found = argSearch(name, search, choose(missing, worst(array.dtype), array), options);
  const { axis = null, keepdims = false } = options;
  return choose(all(missing, { axis, keepdims }), -1, found);
}

/** As `argmax`, over the elements that are not NaN; −1 where all are. */
export function nanargmax(x: ArrayLike, options: ArgOptions = {}): NDArray {
  requireOptions("nanargmax", options, argOptionNames);
  return nanArg("nanargmax", argmaxOf, x, lowest, options);
}

/** As `argmin`, over the elements that are not NaN; −1 where all are. */
export function nanargmin(x: ArrayLike, options: ArgOptions = {}): NDArray {
  requireOptions("nanargmin", options, argOptionNames);
  return nanArg("nanargmin", argminOf, x, highest, options);
}

/** The mask of the elements that take part: those that are not NaN, and that `where` allows. */
function present(name: string, x: NDArray, where: ArrayLike | undefined): NDArray | undefined {
  const missing = nans(x);
  if (missing === undefined) return where === undefined ? undefined : maskFor(name, where, x);
  return where === undefined ? not(missing) : and(not(missing), maskFor(name, where, x));
}

/** As `mean`, over the elements that are not NaN; NaN where all are. */
export function nanmean(x: ArrayLike, options: MeanOptions = {}): NDArray {
  requireOptions("nanmean", options, ["dtype", "axis", "where", "keepdims"]);
  const array = toArray(x, "nanmean");
  const where = present("nanmean", array, options.where);
  return mean(array, { ...options, ...(where && { where }) });
}

/** As `var`, over the elements that are not NaN; NaN where `ddof` of them or fewer are left. */
export function nanvar(x: ArrayLike, options: VarianceOptions = {}): NDArray {
  requireOptions("nanvar", options, varianceOptionNames);
  const array = toArray(x, "nanvar");
  const where = present("nanvar", array, options.where);
  if (where === undefined) return variance(array, options, "nanvar");
  // NaN that takes no part must not reach the derivative either.
  return variance(choose(where, array, 0), { ...options, where }, "nanvar");
}

/** As `std`, over the elements that are not NaN; NaN where `ddof` of them or fewer are left. */
export function nanstd(x: ArrayLike, options: VarianceOptions = {}): NDArray {
  requireOptions("nanstd", options, varianceOptionNames);
  return sqrt(nanvar(x, options));
}
