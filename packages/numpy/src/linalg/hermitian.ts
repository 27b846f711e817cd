import { add, div, type Array as NDArray } from "@hyrax/core";
import { conj } from "../elementwise/complex.js";
import { swapaxes } from "../shape.js";

/** Aᴴ, which is Aᵀ of real matrices. */
export function adjoint(x: NDArray): NDArray {
  return conj(swapaxes(x, -1, -2));
}

/** The Hermitian part of square matrices, `(A + Aᴴ) / 2`. */
export function hermitianPart(x: NDArray): NDArray {
  return div(add(x, adjoint(x)), 2);
}
