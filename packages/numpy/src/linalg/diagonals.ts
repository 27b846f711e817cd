import type { ArrayLike, DType, Array as NDArray } from "@hyrax/core";
import { requireOptions } from "@hyrax/core";
import { diagonal as diagonalOf } from "../indexing/diagonal.js";
import { trace as traceOf } from "../products/trace.js";

/** Options of `linalg.diagonal`. */
export interface MatrixDiagonalOptions {
  /** How far above the main diagonal; negative is below. */
  readonly offset?: number;
}

/** The diagonals of the matrices that the last two axes hold, along a new last axis. */
export function diagonal(x: ArrayLike, options: MatrixDiagonalOptions = {}): NDArray {
  requireOptions("diagonal", options, ["offset"]);
  return diagonalOf(x, { ...options, axis1: -2, axis2: -1 });
}

/** Options of `linalg.trace`. */
export interface MatrixTraceOptions extends MatrixDiagonalOptions {
  readonly dtype?: DType;
}

/** The sums of the diagonals of the matrices that the last two axes hold. */
export function trace(x: ArrayLike, options: MatrixTraceOptions = {}): NDArray {
  requireOptions("trace", options, ["offset", "dtype"]);
  return traceOf(x, { ...options, axis1: -2, axis2: -1 });
}
