import { complex, imag, isComplex, type Array as NDArray, real } from "@hyrax/core";

/** A function of reals, of a complex array applied to each of its parts. */
export function byParts(x: NDArray, f: (part: NDArray) => NDArray): NDArray {
  return isComplex(x.dtype) ? complex(f(real(x)), f(imag(x))) : f(x);
}

/** Throws a `TypeError` for a complex array, in the name of a function that has no meaning there. */
export function requireReal(name: string, ...arrays: readonly NDArray[]): void {
  const found = arrays.find((x) => isComplex(x.dtype));
  if (found !== undefined) {
    throw new TypeError(
      `${name}: is not defined for complex numbers, found ${found.aval}; take real and imaginary parts, or abs`,
    );
  }
}
