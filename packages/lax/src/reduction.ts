import {
  asArray,
  canonicalDtype,
  type DType,
  type Array as NDArray,
  type Operand,
  reduction,
  requireOptions,
} from "@hyrax/core";
import { canonicalAxis } from "./axes.js";

/** The sum over axes; integers wrap. */
export function reduceSum(x: Operand, axes: readonly number[]): NDArray {
  return reduction.reduceSum(x, { axes });
}

/** The product over axes. */
export function reduceProd(x: Operand, axes: readonly number[]): NDArray {
  return reduction.reduceProd(x, { axes });
}

/** The greatest element over axes; NaN wins. Of no elements it is −∞, or the least integer. */
export function reduceMax(x: Operand, axes: readonly number[]): NDArray {
  return reduction.reduceMax(x, { axes });
}

/** The least element over axes; NaN wins. Of no elements it is ∞, or the greatest integer. */
export function reduceMin(x: Operand, axes: readonly number[]): NDArray {
  return reduction.reduceMin(x, { axes });
}

/** Bitwise and over axes, of integers or bools. */
export function reduceAnd(x: Operand, axes: readonly number[]): NDArray {
  return reduction.reduceAnd(x, { axes });
}

/** Bitwise or over axes, of integers or bools. */
export function reduceOr(x: Operand, axes: readonly number[]): NDArray {
  return reduction.reduceOr(x, { axes });
}

/** Bitwise exclusive or over axes, of integers or bools. */
export function reduceXor(x: Operand, axes: readonly number[]): NDArray {
  return reduction.reduceXor(x, { axes });
}

/** The first index of the greatest element along an axis, in that dtype; the first NaN counts as the greatest. */
export function argmax(x: Operand, axis: number, indexDtype: DType): NDArray {
  return reduction.argmax(x, { axes: [axis], indexDtype: canonicalDtype(indexDtype) });
}

/** The first index of the least element along an axis, in that dtype; the first NaN counts as the least. */
export function argmin(x: Operand, axis: number, indexDtype: DType): NDArray {
  return reduction.argmin(x, { axes: [axis], indexDtype: canonicalDtype(indexDtype) });
}

export interface CumulativeOptions {
  /** 0 if not given; negative from the end. */
  readonly axis?: number;
  /** Run from the last element to the first. */
  readonly reverse?: boolean;
}

const cumulativeOptionNames = ["axis", "reverse"] as const satisfies readonly (keyof CumulativeOptions)[];

function params(name: string, x: NDArray, { axis = 0, reverse = false }: CumulativeOptions) {
  return { axis: canonicalAxis(name, axis, x.ndim), reverse };
}

/** The sums of the elements up to each one along an axis. */
export function cumsum(x: Operand, options: CumulativeOptions = {}): NDArray {
  requireOptions("cumsum", options, cumulativeOptionNames);
  const array = asArray(x);
  return reduction.cumsum(array, params("cumsum", array, options));
}

/** The products of the elements up to each one along an axis. */
export function cumprod(x: Operand, options: CumulativeOptions = {}): NDArray {
  requireOptions("cumprod", options, cumulativeOptionNames);
  const array = asArray(x);
  return reduction.cumprod(array, params("cumprod", array, options));
}

/** The greatest of the elements up to each one along an axis. */
export function cummax(x: Operand, options: CumulativeOptions = {}): NDArray {
  requireOptions("cummax", options, cumulativeOptionNames);
  const array = asArray(x);
  return reduction.cummax(array, params("cummax", array, options));
}

/** The least of the elements up to each one along an axis. */
export function cummin(x: Operand, options: CumulativeOptions = {}): NDArray {
  requireOptions("cummin", options, cumulativeOptionNames);
  const array = asArray(x);
  return reduction.cummin(array, params("cummin", array, options));
}

/** log Σ exp of the elements up to each one along an axis. */
export function cumlogsumexp(x: Operand, options: CumulativeOptions = {}): NDArray {
  requireOptions("cumlogsumexp", options, cumulativeOptionNames);
  const array = asArray(x);
  return reduction.cumlogsumexp(array, params("cumlogsumexp", array, options));
}
