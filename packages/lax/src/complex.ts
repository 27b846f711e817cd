import { asArray, complexParts, type Array as NDArray, type Operand } from "@hyrax/core";

/** re + i im: complex64 of float32 parts, complex128 of float64 ones. */
export function complex(re: Operand, im: Operand): NDArray {
  return complexParts.complex(re, im);
}

/** The real parts of complex elements. */
export function real(z: Operand): NDArray {
  return complexParts.real(z);
}

/** The imaginary parts of complex elements. */
export function imag(z: Operand): NDArray {
  return complexParts.imag(z);
}

/** The complex conjugate, which is complex of real elements too. */
export function conj(z: Operand): NDArray {
  const array = asArray(z);
  return complexParts.conj(array, { inputDtype: array.dtype });
}
