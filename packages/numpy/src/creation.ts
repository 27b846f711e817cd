import {
  type ArrayLike,
  broadcastInDim,
  canonicalDtype,
  copy as copyOf,
  type DType,
  type Array as NDArray,
  requireOptions,
  type Shape,
  scalarArray,
} from "@hyrax/core";
import { canonicalShape } from "./axes.js";
import { broadcastArray, broadcastShapes } from "./broadcast.js";
import { convertTo, toArray, toArrayOf } from "./convert.js";
import { isScalar } from "./scalar-type.js";

export interface DtypeOption {
  readonly dtype?: DType;
}

const dtypeOptionNames = ["dtype"] as const satisfies readonly (keyof DtypeOption)[];

export interface ArrayOptions extends DtypeOption {
  /** The least number of axes of the result; axes of size 1 are added in front. */
  readonly ndmin?: number;
}

/**
 * An array of numbers, nested lists, a typed array or another array. Bare numbers give float32, booleans bool; a typed array
 * keeps its dtype; `dtype` decides where given.
 *
 * @throws a `TypeError` that names the place where a nested list is ragged
 * @example np.array([[1, 2], [3, 4]]).shape // [2, 2]
 */
export function array(object: ArrayLike, options: ArrayOptions = {}): NDArray {
  requireOptions("array", options, ["dtype", "ndmin"]);
  const made = asarray(object, options.dtype === undefined ? {} : { dtype: options.dtype });
  const x = made === object ? copyOf(made) : made;
  const missing = (options.ndmin ?? 0) - x.ndim;
  if (missing <= 0) return x;
  const shape = [...Array<number>(missing).fill(1), ...x.shape];
  return broadcastInDim(x, { shape, broadcastDimensions: x.shape.map((_, axis) => axis + missing) });
}

/** As `array`, but an array that is one already is returned itself. */
export function asarray(object: ArrayLike, options: DtypeOption = {}): NDArray {
  requireOptions("asarray", options, dtypeOptionNames);
  return options.dtype === undefined ? toArray(object, "array") : toArrayOf(object, options.dtype, "array");
}

/** A copy that shares no memory with x. */
export function copy(x: ArrayLike): NDArray {
  return copyOf(toArray(x, "copy"));
}

/** An array of zeros. */
export function zeros(shape: Shape | number, options: DtypeOption = {}): NDArray {
  return filled("zeros", shape, 0, options);
}

/** An array of ones. */
export function ones(shape: Shape | number, options: DtypeOption = {}): NDArray {
  return filled("ones", shape, 1, options);
}

/** An array of a shape, of zeros: memory without a value does not exist here. */
export function empty(shape: Shape | number, options: DtypeOption = {}): NDArray {
  return filled("empty", shape, 0, options);
}

function filled(name: string, shape: Shape | number, value: number, options: DtypeOption): NDArray {
  requireOptions(name, options, ["dtype"]);
  const scalar = scalarArray(value, canonicalDtype(options.dtype ?? "float64"));
  return broadcastInDim(scalar, { shape: canonicalShape(name, shape), broadcastDimensions: [] });
}

/** An array of a shape, every element the value, which may itself be an array that broadcasts to the shape. */
export function full(shape: Shape | number, value: ArrayLike, options: DtypeOption = {}): NDArray {
  requireOptions("full", options, dtypeOptionNames);
  return fill(value, canonicalShape("full", shape), options.dtype);
}

function fill(value: ArrayLike, shape: Shape, dtype: DType | undefined): NDArray {
  const x = dtype === undefined ? toArray(value, "full") : toArrayOf(value, dtype, "full");
  const common = broadcastShapes("full", x.shape, shape);
  if (common.length !== shape.length || common.some((n, axis) => n !== shape[axis])) {
    throw new TypeError(`full: the value ${x.aval} does not broadcast to [${shape.join(", ")}]`);
  }
  return x.ndim === 0 ? broadcastInDim(x, { shape, broadcastDimensions: [] }) : broadcastArray(x, shape);
}

export interface LikeOptions extends DtypeOption {
  /** The shape, if not that of the array. */
  readonly shape?: Shape | number;
}

const likeOptionNames = ["shape", "dtype"] as const satisfies readonly (keyof LikeOptions)[];

/** Zeros with the shape and dtype of x. */
export function zerosLike(x: ArrayLike, options: LikeOptions = {}): NDArray {
  requireOptions("zerosLike", options, likeOptionNames);
  return fullLike(x, 0, options);
}

/** Ones with the shape and dtype of x. */
export function onesLike(x: ArrayLike, options: LikeOptions = {}): NDArray {
  requireOptions("onesLike", options, likeOptionNames);
  return fullLike(x, 1, options);
}

/** As `zerosLike`: memory without a value does not exist here. */
export function emptyLike(x: ArrayLike, options: LikeOptions = {}): NDArray {
  requireOptions("emptyLike", options, likeOptionNames);
  return fullLike(x, 0, options);
}

/** An array with the shape and dtype of x, every element the value. */
export function fullLike(x: ArrayLike, value: ArrayLike, options: LikeOptions = {}): NDArray {
  requireOptions("fullLike", options, likeOptionNames);
  const like = toArray(x, "fullLike");
  const shape = options.shape === undefined ? like.shape : canonicalShape("fullLike", options.shape);
  if (options.dtype !== undefined) return fill(value, shape, options.dtype);
  const typed = isScalar(value) ? scalarArray(value, like.dtype, like.weakType) : value;
  return convertTo(fill(typed, shape, undefined), like.dtype, like.weakType);
}
