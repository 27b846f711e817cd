import {
  asArray,
  canonicalDtype,
  type DType,
  type Array as NDArray,
  type Operand,
  requireOptions,
  type Shape,
  shape as shapes,
} from "@hyrax/core";
import { convertElementType } from "./conversion.js";
import { require } from "./require.js";

export interface FullOptions {
  readonly dtype?: DType;
}

/** An array of the shape, each element the value, which has no axes. The dtype is that of the value unless one is given. */
export function full(shape: Shape, value: Operand, options: FullOptions = {}): NDArray {
  requireOptions("full", options, ["dtype"]);
  const scalar = options.dtype === undefined ? asArray(value) : convertElementType(value, options.dtype);
  require(scalar.ndim === 0, () => `full: the value must be a scalar, found ${scalar.aval}`);
  return shapes.broadcastInDim(scalar, { shape, broadcastDimensions: [] });
}

export interface FullLikeOptions extends FullOptions {
  readonly shape?: Shape;
}

/** As `full`, with the shape and dtype of x unless others are given. */
export function fullLike(x: Operand, value: Operand, options: FullLikeOptions = {}): NDArray {
  requireOptions("fullLike", options, ["shape", "dtype"]);
  const like = asArray(x);
  return full(options.shape ?? like.shape, value, { dtype: options.dtype ?? like.dtype });
}

/** 0, 1, 2, … of that dtype. Throws a `TypeError` for a negative length. */
export function iota(dtype: DType, size: number): NDArray {
  return broadcastedIota(dtype, [size], 0);
}

/** An array of the shape whose elements count 0, 1, 2, … along an axis. */
export function broadcastedIota(dtype: DType, shape: Shape, dimension: number): NDArray {
  return shapes.iota({ dtype: canonicalDtype(dtype), shape, dimension });
}
