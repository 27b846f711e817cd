import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { requireOptions } from "@hyrax/core";
import { broadcastArray, broadcastShapes } from "../broadcast.js";
import { toArray } from "../convert.js";
import { ones, zeros } from "../creation.js";
import { add, divide, multiply, negative, subtract } from "../elementwise/arithmetic.js";
import { trimZeros } from "../indexing/trim-zeros.js";
import { concatenate } from "../joining.js";
import { inexact, promoteDtypes, promoteDtypesInexact } from "../promote.js";
import { atleast1d } from "../shape.js";
import { sliceAxis } from "../slices.js";
import { convolve } from "../statistics/convolve.js";

/** Options of `polymul` and `polydiv`. */
export interface TrimOptions {
  /** Drop leading coefficients that are zero, which needs their values. */
  readonly trimLeadingZeros?: boolean;
}

const trimOptionNames = ["trimLeadingZeros"] as const satisfies readonly (keyof TrimOptions)[];

/** The coefficients of a polynomial, the highest power first. */
function coefficients(name: string, p: ArrayLike): NDArray {
  const array = atleast1d(toArray(p, name)) as NDArray;
  if (array.ndim === 1) return array;
  throw new TypeError(`${name}: coefficients are one axis, found the shape [${array.shape.join(", ")}]`);
}

/** Two polynomials of the same dtype, with zeros in front of the shorter one. */
function aligned(name: string, p: ArrayLike, q: ArrayLike): readonly [NDArray, NDArray] {
  const [a, b] = promoteDtypes(name, coefficients(name, p), coefficients(name, q));
  const size = Math.max(a.size, b.size);
  const pad = (x: NDArray) =>
    x.size === size ? x : concatenate([zeros([size - x.size], { dtype: x.dtype }), x], { axis: 0 });
  return [pad(a), pad(b)];
}

/**
 * The value of a polynomial at `x` by Horner's rule; coefficients come along axis 0, the highest power first.
 *
 * @example np.polyval([1, 0, 2], 3) // 3² + 2 = 11
 */
export function polyval(p: ArrayLike, x: ArrayLike): NDArray {
  const [coefficientsOf, at] = promoteDtypesInexact("polyval", p, x);
  if (coefficientsOf.ndim === 0) throw new TypeError("polyval: the coefficients need an axis, found a scalar");
  const shape = broadcastShapes("polyval", coefficientsOf.shape.slice(1), at.shape);
  let value = broadcastArray(zeros([], { dtype: at.dtype }), shape);
  for (const coefficient of coefficientsOf) value = add(multiply(value, at), coefficient);
  return value;
}

/** The sum of two polynomials. */
export function polyadd(p: ArrayLike, q: ArrayLike): NDArray {
  return add(...aligned("polyadd", p, q));
}

/** The difference of two polynomials. */
export function polysub(p: ArrayLike, q: ArrayLike): NDArray {
  return subtract(...aligned("polysub", p, q));
}

/** The product of two polynomials, in floats. */
export function polymul(p: ArrayLike, q: ArrayLike, options: TrimOptions = {}): NDArray {
  requireOptions("polymul", options, trimOptionNames);
  const { trimLeadingZeros = false } = options;
  const trim = (x: NDArray) => (trimLeadingZeros && x.size > 1 ? trimZeros(x, { trim: "f" }) : x);
  const [a, b] = promoteDtypesInexact("polymul", trim(coefficients("polymul", p)), trim(coefficients("polymul", q)));
  const one = (x: NDArray) => (x.size === 0 ? zeros([1], { dtype: x.dtype }) : x);
  return convolve(one(a), one(b));
}

/** Quotient and remainder of the division of two polynomials. The remainder keeps the length of the dividend unless it is trimmed. */
export function polydiv(
  p: ArrayLike,
  q: ArrayLike,
  options: TrimOptions = {},
): [quotient: NDArray, remainder: NDArray] {
  requireOptions("polydiv", options, trimOptionNames);
  const { trimLeadingZeros = false } = options;
  const [dividend, divisor] = promoteDtypesInexact("polydiv", coefficients("polydiv", p), coefficients("polydiv", q));
  if (divisor.size === 0) throw new TypeError("polydiv: the divisor has no coefficients");
  const count = dividend.size - divisor.size + 1;
  if (count <= 0) return [zeros([1], { dtype: dividend.dtype }), dividend];
  const lead = divisor.get(0);
  const factors: NDArray[] = [];
  let rest = dividend;
  for (let i = 0; i < count; i++) {
    const factor = divide(rest.get(i), lead);
    factors.push(factor.reshape([1]));
    const end = i + divisor.size;
    const part = subtract(sliceAxis(rest, 0, i, end), multiply(factor, divisor));
    rest = concatenate([sliceAxis(rest, 0, 0, i), part, sliceAxis(rest, 0, end, rest.size)], { axis: 0 });
  }
  const quotient = concatenate(factors, { axis: 0 });
  return trimLeadingZeros ? [trimZeros(quotient, { trim: "f" }), trimZeros(rest, { trim: "f" })] : [quotient, rest];
}

/** The polynomial with the given zeros and the leading coefficient 1. */
export function poly(roots: ArrayLike): NDArray {
  const at = inexact(coefficients("poly", roots), "poly");
  const one = ones([1], { dtype: at.dtype });
  let product = one;
  for (const root of at) {
    const factor = concatenate([one, negative(root).reshape([1])], { axis: 0 });
    product = convolve(product, factor);
  }
  return product;
}
