import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { inexact } from "../promote.js";

/** Matrices `[..., m, n]` of a floating or complex dtype. Throws a `TypeError` that names the function for other shapes. */
export function matricesOf(name: string, x: ArrayLike): NDArray {
  const array = inexact(x, name);
  if (array.ndim < 2) {
    throw new TypeError(`${name}: takes matrices [..., m, n], found the shape [${array.shape.join(", ")}]`);
  }
  return array;
}

/** Square matrices `[..., n, n]` of a floating or complex dtype. Throws a `TypeError` that names the function for others. */
export function squareMatricesOf(name: string, x: ArrayLike): NDArray {
  const array = matricesOf(name, x);
  if (array.shape.at(-1) !== array.shape.at(-2)) {
    throw new TypeError(
      `${name}: takes square matrices, found the shape [${array.shape.join(", ")}] whose last two axes differ`,
    );
  }
  return array;
}
