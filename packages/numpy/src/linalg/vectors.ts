import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { canonicalAxis } from "../axes.js";
import { toArray } from "../convert.js";
import { cross as crossOf, outer as outerOf } from "../products/vectors.js";

/** The product of each element of one vector with each of another. Throws a `TypeError` for other numbers of axes. */
export function outer(x: ArrayLike, y: ArrayLike): NDArray {
  const vectors = [toArray(x, "linalg.outer"), toArray(y, "linalg.outer")] as const;
  if (vectors.some((vector) => vector.ndim !== 1)) {
    throw new TypeError(
      `linalg.outer: takes two vectors, found the shapes ${vectors.map(({ shape }) => `[${shape.join(", ")}]`).join(" and ")}`,
    );
  }
  return outerOf(...vectors);
}

/** The cross products of vectors of 3 elements along an axis, the last by default. Throws a `TypeError` for other sizes. */
export function cross(x: ArrayLike, y: ArrayLike, { axis = -1 }: { readonly axis?: number } = {}): NDArray {
  for (const vectors of [x, y]) {
    const { shape } = toArray(vectors, "linalg.cross");
    const size = shape[canonicalAxis("linalg.cross", axis, shape.length)];
    if (size !== 3)
      throw new TypeError(`linalg.cross: vectors have 3 elements, found ${size} in the shape [${shape.join(", ")}]`);
  }
  return crossOf(x, y, { axis });
}
