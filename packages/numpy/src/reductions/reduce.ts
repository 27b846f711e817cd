import {
  type ArrayLike,
  canonicalDtype,
  type DType,
  dtypeBytes,
  dtypeKind,
  isFloating,
  type Array as NDArray,
  type Operand,
  requireOptions,
  type Scalar,
  type TypedReduceOptions,
} from "@hyrax/core";
import { canonicalAxes } from "../axes.js";
import { convertTo, toArray, toArrayOf } from "../convert.js";
import { choose } from "../elementwise/choose.js";
import { keepAxes } from "./keep-axes.js";
import { maskFor } from "./masked.js";

/** A reduction over axes: the primitive, and what it does to dtypes and to nothing. */
export interface Reduction {
  readonly name: string;
  readonly over: (x: Operand, params: { readonly axes: readonly number[] }) => NDArray;
  /** Combines two results: what `initial` is taken in by. */
  readonly combine: (a: Operand, b: Operand) => NDArray;
  /** The result of no elements, which elements that do not take part are replaced by. */
  readonly identity: (dtype: DType) => Scalar;
  /** Whether the reduction of no elements has no answer of its own. */
  readonly needsElements?: boolean;
  /** Whether small integers and booleans add up in the default integer, and half floats in float32. */
  readonly widens?: boolean;
}

/**
 * Reduces over the axes of the options, all of them by default. The dtype of the result is that of `dtype`, else that of the
 * array; a reduction that widens adds integers up in at least 32 bits, as JAX does.
 */
export function reduce(reduction: Reduction, x: ArrayLike, options: TypedReduceOptions = {}): NDArray {
  const { name, over, combine, identity, needsElements = false, widens = false } = reduction;
  requireOptions(name, options, ["axis", "dtype", "keepdims", "where", "initial"]);
  const array = toArray(x, name);
  const axes = canonicalAxes(name, options.axis, array.ndim);
  const own = widens ? widenedInteger(array.dtype) : array.dtype;
  const dtype = options.dtype === undefined ? own : canonicalDtype(options.dtype);
  const wide = convertTo(array, widens ? widenedFloat(dtype) : dtype);
  if (needsElements && options.initial === undefined) requireAnswer(name, array, axes, options.where !== undefined);

  const masked =
    options.where === undefined ? wide : choose(maskFor(name, options.where, array), wide, identity(wide.dtype));
  const reduced = over(masked, { axes });
  const started =
    options.initial === undefined ? reduced : combine(initialValue(name, options.initial, wide.dtype), reduced);
  return convertTo(options.keepdims === true ? keepAxes(started, array.shape, axes) : started, dtype);
}

function requireAnswer(name: string, x: NDArray, axes: readonly number[], masked: boolean): void {
  if (masked) {
    throw new TypeError(
      `${name}: with where, no element may be left, of which there is no ${name}; give the value to start from as initial`,
    );
  }
  const empty = axes.find((axis) => x.shape[axis] === 0);
  if (empty === undefined) return;
  throw new TypeError(
    `${name}: axis ${empty} of the shape [${x.shape.join(", ")}] has no elements, of which there is no ${name}; ` +
      "give the value to start from as initial",
  );
}

function initialValue(name: string, initial: ArrayLike, dtype: DType): NDArray {
  const value = toArrayOf(initial, dtype, name);
  if (value.ndim === 0) return value;
  throw new TypeError(`${name}: initial must be a scalar, found the shape [${value.shape.join(", ")}]`);
}

/** The dtype that integers add up in: int32 or uint32 at least, or 64 bits where those are on. */
export function widenedInteger(dtype: DType): DType {
  const kind = dtypeKind(dtype);
  if (kind === "b" || kind === "i") return canonicalDtype("int64");
  return kind === "u" ? canonicalDtype("uint64") : dtype;
}

/** The dtype that floats add up in: float32 at least. */
export function widenedFloat(dtype: DType): DType {
  return isFloating(dtype) && dtypeBytes(dtype) === 2 ? "float32" : dtype;
}
