import type { ArrayLike, Array as NDArray } from "@hyrax/core";
import { toArray } from "../convert.js";
import { einsum } from "../products/einsum.js";

/**
 * The product of several matrices, in the order of multiplications that costs least; the first and the last may be vectors.
 * Throws a `TypeError` for fewer than two arrays, other numbers of axes, and inner sizes that differ.
 */
export function multiDot(arrays: readonly ArrayLike[]): NDArray {
  const operands = arrays.map((array) => toArray(array, "multiDot"));
  if (operands.length < 2) throw new TypeError(`multiDot: needs two arrays at least, found ${operands.length}`);
  const shapes = operands.map(({ shape }) => `[${shape.join(", ")}]`).join(" ");
  operands.forEach((operand, i) => {
    const atEnd = i === 0 || i === operands.length - 1;
    if (operand.ndim !== 2 && !(atEnd && operand.ndim === 1)) {
      throw new TypeError(`multiDot: array ${i} must be a matrix, found the shapes ${shapes}`);
    }
    const before = operands[i - 1];
    if (before !== undefined && before.shape.at(-1) !== operand.shape[0]) {
      throw new TypeError(
        `multiDot: the inner sizes of arrays ${i - 1} and ${i} differ, ${before.shape.at(-1)} and ${operand.shape[0]}, for the shapes ${shapes}`,
      );
    }
  });
  return einsum(chain(operands), ...operands, { optimize: "optimal" });
}

/** The subscripts of a chain of products: ab,bc,cd->ad. */
function chain(operands: readonly NDArray[]): string {
  const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const last = operands.length - 1;
  // Operand i runs from letter i to i + 1; a vector in front has the second of its letters only.
  const terms = operands.map(({ ndim }, i) => letters.slice(i === 0 ? 2 - ndim : i, i === 0 ? 2 : i + ndim).join(""));
  const ends = `${operands[0]?.ndim === 2 ? letters[0] : ""}${operands[last]?.ndim === 2 ? letters[last + 1] : ""}`;
  return `${terms.join(",")}->${ends}`;
}
