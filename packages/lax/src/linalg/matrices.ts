import { asArray, elementwise, isComplex, type Array as NDArray, type Operand } from "@hyrax/core";
import { select } from "../comparison.js";
import { conj } from "../complex.js";
import { broadcastedIota, fullLike } from "../creation.js";
import { require } from "../require.js";
import { transpose } from "../shape.js";

/** An operand as matrices `[..., m, n]`. Throws a `TypeError` for arrays of fewer axes. */
export function matricesOf(name: string, x: Operand): NDArray {
  const array = asArray(x);
  require(array.ndim >= 2, () => `${name}: takes matrices [..., m, n], found ${array.aval}`);
  return array;
}

/** An operand as square matrices `[..., n, n]`. Throws a `TypeError` for others. */
export function squareMatricesOf(name: string, x: Operand): NDArray {
  const array = matricesOf(name, x);
  require(array.shape.at(-1) === array.shape.at(-2), () =>
    `${name}: takes square matrices [..., n, n], found ${array.aval}`);
  return array;
}

/** The transposes of matrices. */
export function matrixTranspose(x: NDArray): NDArray {
  const batch = x.shape.slice(2).map((_, axis) => axis);
  return transpose(x, [...batch, x.ndim - 1, x.ndim - 2]);
}

/** The conjugate of complex elements, and real ones as they are. */
export function conjugate(x: NDArray): NDArray {
  return isComplex(x.dtype) ? conj(x) : x;
}

/** The conjugate transposes of matrices. */
export function adjoint(x: NDArray): NDArray {
  return conjugate(matrixTranspose(x));
}

/** The means of matrices and their conjugate transposes. */
export function hermitianPart(x: NDArray): NDArray {
  return elementwise.div(elementwise.add(x, adjoint(x)), 2);
}

/** Matrices with zeros above their diagonal, or above another one that lies `k` above it. */
export function lowerTriangle(x: NDArray, k = 0): NDArray {
  const shape = x.shape;
  const row = broadcastedIota("int32", shape, x.ndim - 2);
  const column = broadcastedIota("int32", shape, x.ndim - 1);
  return select(elementwise.ge(elementwise.add(row, k), column), x, fullLike(x, 0));
}

/** Throws a `TypeError` unless it is a range of `n` values, or null for all of them. */
export function requireRange(name: string, range: readonly [number, number] | null, n: number): void {
  if (range === null) return;
  const [start, end] = range;
  require(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= n, () =>
    `${name}: subsetByIndex [${start}, ${end}] is no range of ${n} values; it needs 0 <= start <= end <= ${n}`);
}
