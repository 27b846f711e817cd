import { type ArrayLike, mul, type Array as NDArray, requireOptions } from "@hyrax/core";
import { conj } from "../elementwise/complex.js";
import { promoteArgs, promoteDtypes } from "../promote.js";
import { ravel } from "../shape.js";
import { contract, type ProductOptions } from "./contract.js";

const productOptionNames = ["preferredElementType"] as const satisfies readonly (keyof ProductOptions)[];

const shapes = (a: NDArray, b: NDArray) => `[${a.shape.join(", ")}] and [${b.shape.join(", ")}]`;

/**
 * Sums of products over the last axis of `x` and the last but one (or only) axis of `y`: inner products of vectors, products of
 * matrices, `[…, k] · […, k, m]` in general, without broadcasting. A scalar multiplies.
 */
export function dot(x: ArrayLike, y: ArrayLike, options: ProductOptions = {}): NDArray {
  requireOptions("dot", options, productOptionNames);
  const [a, b] = promoteDtypes("dot", x, y);
  if (a.ndim === 0 || b.ndim === 0) return mul(...promoteArgs("dot", a, b));
  const inner = Math.max(b.ndim - 2, 0);
  if (a.shape.at(-1) !== b.shape[inner]) {
    throw new TypeError(
      `dot: the sizes to be contracted differ for the shapes ${shapes(a, b)}: axis -1 of the first has ${a.shape.at(-1)}, ` +
        `axis ${inner - b.ndim} of the second ${b.shape[inner]}`,
    );
  }
  return contract(a, b, { lhsContract: [a.ndim - 1], rhsContract: [inner] }, options);
}

/** The inner product of all elements of `x`, conjugated, with all of `y`. Throws a `TypeError` if their numbers differ. */
export function vdot(x: ArrayLike, y: ArrayLike, options: ProductOptions = {}): NDArray {
  requireOptions("vdot", options, productOptionNames);
  return dot(conj(ravel(x)), ravel(y), options);
}

/** Sums of products over the last axes of both. A scalar multiplies. */
export function inner(x: ArrayLike, y: ArrayLike, options: ProductOptions = {}): NDArray {
  requireOptions("inner", options, productOptionNames);
  const [a, b] = promoteDtypes("inner", x, y);
  if (a.ndim === 0 || b.ndim === 0) return mul(...promoteArgs("inner", a, b));
  if (a.shape.at(-1) !== b.shape.at(-1)) {
    throw new TypeError(
      `inner: the last axes differ for the shapes ${shapes(a, b)}: ${a.shape.at(-1)} and ${b.shape.at(-1)}`,
    );
  }
  return contract(a, b, { lhsContract: [a.ndim - 1], rhsContract: [b.ndim - 1] }, options);
}
