import { type ArrayLike, broadcastInDim, lt, type Array as NDArray, ne, scalarArray } from "@hyrax/core";
import { toArray } from "../convert.js";
import { inexact } from "../promote.js";
import { choose } from "./choose.js";

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
  const array = inexact(x, "angle");
  const half = options.deg ? 180 : Math.PI;
  return choose(
    ne(array, array),
    array,
    choose(lt(array, 0), scalarArray(half, array.dtype), scalarArray(0, array.dtype)),
  );
}
