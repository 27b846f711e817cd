import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { broadcastArray } from "../broadcast.js";
import { toArray } from "../convert.js";
import { eye } from "../matrices.js";
import { matmul } from "../products/matmul.js";
import { inv } from "./solve.js";

/**
 * The n-th power of square matrices, by squaring: about log₂ n products. A negative one is a power of the inverse. Throws a `TypeError`
 * for matrices that are not square and powers that are no integers.
 */
export function matrixPower(x: ArrayLike, n: number): NDArray {
  const array = toArray(x, "matrixPower");
  const size = array.shape.at(-1);
  if (array.ndim < 2 || array.shape.at(-2) !== size) {
    throw new TypeError(
      `matrixPower: the last two axes must have the same size, found the shape [${array.shape.join(", ")}]`,
    );
  }
  if (!Number.isInteger(n)) throw new TypeError(`matrixPower: the power must be an integer, found ${n}`);
  if (n < 0) return matrixPower(inv(array), -n);
  if (n === 0) return broadcastArray(eye(size as number, { dtype: array.dtype }), array.shape);
  let square = array;
  let power: NDArray | undefined;
  for (let bits = n; ; square = matmul(square, square)) {
    if (bits % 2 === 1) power = power === undefined ? square : matmul(power, square);
    bits = Math.floor(bits / 2);
    if (bits === 0) return power as NDArray;
  }
}
