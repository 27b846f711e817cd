import { type ArrayLike, type Axis, isComplex, type Array as NDArray, requireOptions } from "@hyrax/core";
import * as lax from "@hyrax/lax";
import * as np from "@hyrax/numpy";

/** Options of `logmeanexp`. */
export interface LogMeanExpOptions {
  /** The axes to reduce; all of them by default. */
  readonly axis?: Axis;
  /** Whether reduced axes stay, with size 1. */
  readonly keepdims?: boolean;
  /** Elements for which this is false do not take part. Broadcasts to the array. */
  readonly where?: ArrayLike;
}

/** Options of `logsumexp`. */
export interface LogSumExpOptions extends LogMeanExpOptions {
  /** Factors of the exponentials; 1 by default. Broadcasts with the array. */
  readonly b?: ArrayLike;
  /** Whether to return `[log |sum|, sign of the sum]` rather than the logarithm, which is NaN of a negative sum. */
  readonly returnSign?: boolean;
}

/**
 * log Σ b exp(a) over `axis`, all axes by default, without overflow: the greatest element is taken out before. Of no elements, and
 * of none but −∞, it is −∞. Integers become floats.
 *
 * @example
 * String(nn.logsumexp(np.array([1000, 1000]))) // 1000.6932
 */
export function logsumexp(a: ArrayLike, options: LogSumExpOptions & { readonly returnSign: true }): [NDArray, NDArray];
export function logsumexp(a: ArrayLike, options?: LogSumExpOptions & { readonly returnSign?: false }): NDArray;
export function logsumexp(a: ArrayLike, options: LogSumExpOptions = {}): NDArray | [NDArray, NDArray] {
  requireOptions("logsumexp", options, ["axis", "b", "keepdims", "returnSign", "where"]);
  const { axis = null, b, keepdims = false, returnSign = false, where } = options;
  const over = { axis, ...(where !== undefined && { where }) };
  // What does not take part must not overflow either: the gradient of a masked ∞ would be NaN.
  const masked = where === undefined ? a : np.where(where, a, 0);
  const [exponents, factors] = b === undefined ? np.promoteInexact("logsumexp", masked) : weighted(masked, b);

  const greatest = np.max(np.real(exponents), { ...over, keepdims, initial: Number.NEGATIVE_INFINITY });
  const shift = lax.stopGradient(np.where(np.isfinite(greatest), greatest, np.zerosLike(greatest)));
  const shifts = keepdims ? shift : np.expandDims(shift, reducedAxes(axis, exponents.ndim));
  const terms = np.exp(exponents.sub(shifts));
  const total = np.sum(factors === undefined ? terms : terms.mul(factors), { ...over, keepdims });

  const sign = np.sign(total);
  const modulus = returnSign || !isComplex(total.dtype) ? np.abs(total) : total;
  const result = np.log(modulus).add(shift);
  if (returnSign) return [result, sign];
  return b === undefined || isComplex(result.dtype) ? result : np.where(sign.less(0), Number.NaN, result);
}

/** Exponents and their factors. Where a factor is 0, an infinite exponential must not make it NaN. */
function weighted(a: ArrayLike, b: ArrayLike): [NDArray, NDArray] {
  const [exponents, factors] = np.promoteInexact("logsumexp", a, b);
  return [np.where(factors.notEqual(0), exponents, Number.NEGATIVE_INFINITY), factors];
}

/** The axes that a reduction took away, where they stood. */
function reducedAxes(axis: Axis, ndim: number): readonly number[] {
  if (axis === null) return Array.from({ length: ndim }, (_, i) => i);
  return (typeof axis === "number" ? [axis] : axis).map((a) => (a < 0 ? a + ndim : a)).sort((a, b) => a - b);
}

/** log of the mean of exp(x) over `axis`, all axes by default, without overflow. Integers become floats. */
export function logmeanexp(x: ArrayLike, options: LogMeanExpOptions = {}): NDArray {
  requireOptions("logmeanexp", options, ["axis", "keepdims", "where"]);
  const total = logsumexp(x, options);
  const { where, ...over } = options;
  const ones = np.onesLike(x, { dtype: total.dtype });
  const count = np.sum(ones, { ...over, ...(where !== undefined && { where }) });
  return total.sub(np.log(count));
}
