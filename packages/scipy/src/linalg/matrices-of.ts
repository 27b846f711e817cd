import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { conj, matrixTranspose, promoteInexact } from "@hyrax/numpy";

/** Square matrices `[..., n, n]` of a floating or complex dtype. Throws a `TypeError` that names the function for others. */
export function squareMatricesOf(name: string, x: ArrayLike): NDArray {
  const array = matricesOf(name, x);
  if (array.shape.at(-1) === array.shape.at(-2)) return array;
  throw new TypeError(
    `${name}: takes square matrices, found the shape [${array.shape.join(", ")}] whose last two axes differ`,
  );
}

/** Matrices `[..., m, n]` of a floating or complex dtype. Throws a `TypeError` that names the function for other shapes. */
export function matricesOf(name: string, x: ArrayLike): NDArray {
  const [array] = promoteInexact(name, x);
  if (array.ndim >= 2) return array;
  throw new TypeError(`${name}: takes matrices [..., m, n], found the shape [${array.shape.join(", ")}]`);
}

/** Aᴴ, which is Aᵀ of real matrices. */
export function adjoint(x: NDArray): NDArray {
  return conj(matrixTranspose(x));
}
