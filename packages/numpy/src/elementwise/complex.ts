import {
  type ArrayLike,
  atan2,
  broadcastInDim,
  conj as conjugateOf,
  imag as imaginaryPart,
  isComplex,
  mul,
  type Array as NDArray,
  real as realPart,
  requireOptions,
  scalarArray,
} from "@hyrax/core";
import { toArray } from "../convert.js";
import { inexact } from "../promote.js";

/** The real part: x itself where it is real. */
export function real(x: ArrayLike): NDArray {
  const array = toArray(x, "real");
  return isComplex(array.dtype) ? realPart(array) : array;
}

/** The imaginary part: zero where x is real. */
export function imag(x: ArrayLike): NDArray {
  const array = toArray(x, "imag");
  const { shape, dtype, weakType } = array;
  if (isComplex(dtype)) return imaginaryPart(array);
  return broadcastInDim(scalarArray(0, dtype, weakType), { shape, broadcastDimensions: [] });
}

/** The complex conjugate: x itself where it is real. */
export function conj(x: ArrayLike): NDArray {
  const array = toArray(x, "conj");
  return isComplex(array.dtype) ? conjugateOf(array, { inputDtype: array.dtype }) : array;
}

/** As `conj`. */
export function conjugate(x: ArrayLike): NDArray {
  return conj(x);
}

/** The angle in the complex plane, in radians, or degrees if `deg` is true: 0 or π of real numbers. */
export function angle(x: ArrayLike, options: { readonly deg?: boolean } = {}): NDArray {
  requireOptions("angle", options, ["deg"]);
  const array = inexact(x, "angle");
  const radians = isComplex(array.dtype)
    ? atan2(imaginaryPart(array), realPart(array))
    : atan2(scalarArray(0, array.dtype), array);
  return options.deg ? mul(radians, 180 / Math.PI) : radians;
}
