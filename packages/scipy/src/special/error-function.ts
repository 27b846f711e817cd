import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { special } from "@hyrax/core/library";
import { promoteInexact } from "@hyrax/numpy";

/** The error function 2/√π ∫₀ˣ exp(−t²) dt. Integers become floats. */
export function erf(x: ArrayLike): NDArray {
  return special.erf(...promoteInexact("erf", x));
}

/** 1 − erf(x), accurate where erf(x) is close to 1. Integers become floats. */
export function erfc(x: ArrayLike): NDArray {
  return special.erfc(...promoteInexact("erfc", x));
}

/** The inverse of the error function: ±∞ at ±1, NaN beyond. Integers become floats. */
export function erfinv(x: ArrayLike): NDArray {
  return special.erfInv(...promoteInexact("erfinv", x));
}
