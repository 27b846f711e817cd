import { asArray, elementwise, type Array as NDArray, type Operand, requireOptions } from "@hyrax/core";
import { batchMatmul } from "../contraction.js";
import { require } from "../require.js";
import { lowerTriangle, matrixTranspose, squareMatricesOf } from "./matrices.js";

/** Options of `symmetricProduct`. */
export interface SymmetricProductOptions {
  /** The factor of A Aᵀ: 1 if not given. */
  readonly alpha?: number;
  /** The factor of C: 0 if not given. */
  readonly beta?: number;
  /** Replace the upper triangle of the result by the lower one: false if not given. */
  readonly symmetrizeOutput?: boolean;
}

/**
 * α A Aᵀ + β C of real matrices A `[..., m, n]` and symmetric ones C `[..., m, m]`.
 * Throws a `TypeError` where shapes do not go together.
 */
export function symmetricProduct(a: Operand, c: Operand, options: SymmetricProductOptions = {}): NDArray {
  requireOptions("symmetricProduct", options, ["alpha", "beta", "symmetrizeOutput"]);
  const { alpha = 1, beta = 0, symmetrizeOutput = false } = options;
  const matrix = asArray(a);
  const addend = squareMatricesOf("symmetricProduct", c);
  require(matrix.ndim === addend.ndim && matrix.shape.at(-2) === addend.shape.at(-2), () =>
    `symmetricProduct: takes [..., m, n] and [..., m, m], found ${matrix.aval} and ${addend.aval}`);
  const squares = elementwise.mul(batchMatmul(matrix, matrixTranspose(matrix)), alpha);
  const result = elementwise.add(squares, elementwise.mul(addend, beta));
  if (!symmetrizeOutput) return result;
  return elementwise.add(lowerTriangle(result), matrixTranspose(lowerTriangle(result, -1)));
}
