import { asArray, elementwise, type Array as NDArray, type Operand, requireOptions } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { select } from "../comparison.js";
import { scan } from "../control-flow/scan.js";
import { iota } from "../creation.js";
import { require } from "../require.js";
import { dynamicIndexInDim } from "../slicing.js";
import { hermitianPart, squareMatricesOf } from "./matrices.js";

export interface CholeskyOptions {
  /** Take the mean of A and Aᴴ first: true if not given. Otherwise only the lower triangle of A is read. */
  readonly symmetrizeInput?: boolean;
}

/**
 * The lower triangular L with A = L Lᴴ, of Hermitian positive definite matrices `[..., n, n]`. Where one is not positive
 * definite, the triangle is NaN. Throws a `TypeError` for matrices that are not square.
 *
 * @example lax.linalg.cholesky(np.array([[4, 2], [2, 5]])).tolist() // [[2, 0], [1, 2]]
 */
export function cholesky(x: Operand, options: CholeskyOptions = {}): NDArray {
  requireOptions("cholesky", options, ["symmetrizeInput"]);
  const array = squareMatricesOf("cholesky", x);
  return linearAlgebra.cholesky((options.symmetrizeInput ?? true) ? hermitianPart(array) : array);
}

/**
 * The upper triangular factor of RᵀR + w wᵀ, from that of RᵀR, in O(n²): each row is rotated with what is left of w.
 * Throws a `TypeError` unless R is `[n, n]` and w is `[n]`. Source: Golub and Van Loan, Matrix Computations, 6.5.4.
 */
export function choleskyUpdate(r: Operand, w: Operand): NDArray {
  const [factor, update] = [asArray(r), asArray(w)];
  const [n] = update.shape;
  require(factor.ndim === 2 && update.ndim === 1 && factor.shape.every((size) => size === n), () =>
    `choleskyUpdate: takes a matrix [n, n] and a vector [n], found ${factor.aval} and ${update.aval}`);
  const [, rows] = scan(
    (rest: NDArray, [row, k]: [NDArray, NDArray]) => {
      const { c, s } = rotation(
        dynamicIndexInDim(row, k, { keepdims: false }),
        dynamicIndexInDim(rest, k, { keepdims: false }),
      );
      return [
        elementwise.sub(elementwise.mul(c, rest), elementwise.mul(s, row)),
        elementwise.add(elementwise.mul(c, row), elementwise.mul(s, rest)),
      ];
    },
    update,
    [factor, iota("int32", n as number)] as [NDArray, NDArray],
  );
  return rows;
}

/** The rotation (c, s) that takes (x, y) to (√(x² + y²), 0); where y is 0, nothing is rotated. */
function rotation(x: NDArray, y: NDArray): { readonly c: NDArray; readonly s: NDArray } {
  const none = elementwise.eq(y, 0);
  const scale = elementwise.max(elementwise.abs(x), elementwise.abs(y));
  const safe = select(none, elementwise.add(elementwise.mul(scale, 0), 1), scale);
  const [cosine, sine] = [elementwise.div(x, safe), elementwise.div(y, safe)];
  const length = elementwise.sqrt(elementwise.add(elementwise.mul(cosine, cosine), elementwise.mul(sine, sine)));
  const one = elementwise.add(elementwise.mul(y, 0), 1);
  const zero = elementwise.mul(y, 0);
  return {
    c: select(none, one, elementwise.div(cosine, length)),
    s: select(none, zero, elementwise.div(sine, length)),
  };
}
