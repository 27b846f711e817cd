import {
  type ArrayLike,
  atan2,
  broadcastInDim,
  mul,
  type Array as NDArray,
  requireOptions,
  scalarArray,
} from "@hyrax/core";
import { toArray } from "../convert.js";
import { inexact } from "../promote.js";

/** The real part: x itself where it is real. */
export function real(x: ArrayLike): NDArray {
  return toArray(x, "real");
}

/** The imaginary part: zero where x is real. */
export function imag(x: ArrayLike): NDArray {
  const { shape, dtype, weakType } = toArray(x, "imag");
  return broadcastInDim(scalarArray(0, dtype, weakType), { shape, broadcastDimensions: [] });
}

/** The complex conjugate: x itself where it is real. */
export function conj(x: ArrayLike): NDArray {
  return toArray(x, "conj");
}

/** As `conj`. */
export function conjugate(x: ArrayLike): NDArray {
  return conj(x);
}

/** The angle in the complex plane, in radians, or degrees if `deg` is true: 0 or π of real numbers. */
export function angle(x: ArrayLike, options: { readonly deg?: boolean } = {}): NDArray {
  requireOptions("angle", options, ["deg"]);
  const array = inexact(x, "angle");
  const radians = atan2(scalarArray(0, array.dtype), array);
  return options.deg ? mul(radians, 180 / Math.PI) : radians;
}
