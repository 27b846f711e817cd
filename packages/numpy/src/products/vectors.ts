import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { requireOptions } from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { broadcastShapes } from "../broadcast.js";
import { toArray } from "../convert.js";
import { multiply, subtract } from "../elementwise/arithmetic.js";
import { conj } from "../elementwise/complex.js";
import { stack } from "../joining.js";
import { promoteArgs } from "../promote.js";
import { expandDims, moveaxis, ravel, reshape, squeeze } from "../shape.js";
import type { ProductOptions } from "./contract.js";
import { matmul } from "./matmul.js";

/** The product of each element of `x` with each of `y`: a row for each element of `x`. */
export function outer(x: ArrayLike, y: ArrayLike): NDArray {
  return multiply(expandDims(ravel(x), 1), expandDims(ravel(y), 0));
}

/** Options of `vecdot`. */
export interface VecdotOptions extends ProductOptions {
  /** The axis of the vectors, the last by default. */
  readonly axis?: number;
}

/** The inner products of vectors along an axis, the conjugate of the first; the other axes broadcast. */
export function vecdot(x: ArrayLike, y: ArrayLike, given: VecdotOptions = {}): NDArray {
  requireOptions("vecdot", given, ["axis", "preferredElementType"]);
  const { axis = -1, ...options } = given;
  const [a, b] = [x, y].map((vectors) => {
    const array = toArray(vectors, "vecdot");
    return moveaxis(array, canonicalAxis("vecdot", axis, array.ndim), -1);
  }) as [NDArray, NDArray];
  requireInner("vecdot", a, b, a.shape.at(-1), b.shape.at(-1));
  const row = expandDims(conj(a), -2);
  return squeeze(matmul(row, expandDims(b, -1), options), [-2, -1]);
}

/** The products of matrices and vectors: `[…, n, k]` and `[…, k]` give `[…, n]`; leading axes broadcast. */
export function matvec(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = [toArray(x, "matvec"), toArray(y, "matvec")];
  requireInner("matvec", a, b, a.shape.at(-1), b.shape.at(-1));
  return squeeze(matmul(a, expandDims(b, -1)), -1);
}

/** The products of vectors and matrices, the conjugate of the first: `[…, k]` and `[…, k, m]` give `[…, m]`. */
export function vecmat(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = [toArray(x, "vecmat"), toArray(y, "vecmat")];
  requireInner("vecmat", a, b, a.shape.at(-1), b.shape.at(-2));
  return squeeze(matmul(expandDims(conj(a), -2), b), -2);
}

function requireInner(name: string, a: NDArray, b: NDArray, n: number | undefined, m: number | undefined): void {
  if (n !== undefined && n === m) return;
  throw new TypeError(
    `${name}: the sizes to be contracted differ, ${n} and ${m}, for the shapes [${a.shape.join(", ")}] and [${b.shape.join(", ")}]`,
  );
}

/** The Kronecker product: each element of `x` times the whole of `y`, in blocks. */
export function kron(x: ArrayLike, y: ArrayLike): NDArray {
  const [a, b] = [toArray(x, "kron"), toArray(y, "kron")];
  const rank = Math.max(a.ndim, b.ndim);
  const padded = (array: NDArray) => [...Array.from({ length: rank - array.ndim }, () => 1), ...array.shape];
  const [outerShape, innerShape] = [padded(a), padded(b)];
  const product = multiply(
    reshape(
      a,
      outerShape.flatMap((n) => [n, 1]),
    ),
    reshape(
      b,
      innerShape.flatMap((n) => [1, n]),
    ),
  );
  return reshape(
    product,
    outerShape.map((n, axis) => n * (innerShape[axis] as number)),
  );
}

/** Options of `cross`. */
export interface CrossOptions {
  /** The axis of the vectors in both and in the result, the last by default. */
  readonly axis?: number;
  readonly axisa?: number;
  readonly axisb?: number;
  readonly axisc?: number;
}

/**
 * The cross products of vectors of 3 elements, or of 2, which are taken to lie in a plane; of two such, the one element that is not
 * zero. The other axes broadcast. Throws a `TypeError` for vectors of other sizes.
 */
export function cross(x: ArrayLike, y: ArrayLike, options: CrossOptions = {}): NDArray {
  requireOptions("cross", options, ["axis", "axisa", "axisb", "axisc"]);
  const { axis, axisa = axis ?? -1, axisb = axis ?? -1, axisc = axis ?? -1 } = options;
  const vectors = (given: ArrayLike, along: number) => {
    const array = toArray(given, "cross");
    return moveaxis(array, canonicalAxis("cross", along, array.ndim), -1);
  };
  const [a, b] = [vectors(x, axisa), vectors(y, axisb)];
  const [n, m] = [a.shape.at(-1) as number, b.shape.at(-1) as number];
  if (![2, 3].includes(n) || ![2, 3].includes(m)) {
    throw new TypeError(
      `cross: vectors have 2 or 3 elements, found ${n} and ${m} for the shapes [${a.shape.join(", ")}] and [${b.shape.join(", ")}]`,
    );
  }
  broadcastShapes("cross", a.shape.slice(0, -1), b.shape.slice(0, -1));
  const element = (array: NDArray, i: number) => (i < (array.shape.at(-1) as number) ? array.get("...", i) : 0);
  const product = (i: number, j: number) =>
    subtract(multiply(element(a, i), element(b, j)), multiply(element(a, j), element(b, i)));
  if (n === 2 && m === 2) return product(0, 1);
  const parts = promoteArgs("cross", product(1, 2), product(2, 0), product(0, 1));
  return stack(parts, { axis: axisc });
}
