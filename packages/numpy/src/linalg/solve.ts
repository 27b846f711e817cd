import {
  type ArrayLike,
  customLinearSolve,
  hoistConsts,
  type Jaxpr,
  type LinearSolveParams,
  type Array as NDArray,
  type ShapedArray,
  stage,
} from "@hyrax/core";
import { broadcastArray, broadcastShapes } from "../broadcast.js";
import { eye } from "../matrices.js";
import { matmul } from "../products/matmul.js";
import { promoteDtypesInexact } from "../promote.js";
import { expandDims, squeeze, swapaxes } from "../shape.js";
import { constantLuOf, luSolve, luSolveTransposed } from "./lu.js";
import { squareMatricesOf } from "./matrices-of.js";

/**
 * The solution of linear systems `A x = b`, by LU with partial pivoting: of matrices `[..., n, n]` with one right-hand side `[n]` or with
 * several in the columns of `[..., n, k]`; leading axes broadcast. Where a matrix is singular, what it divides by is zero. The
 * derivative solves again with the same factors.
 * Throws a `TypeError` for matrices that are not square, and for right-hand sides of another size.
 *
 * @example np.linalg.solve(np.array([[3, 1], [1, 2]]), np.array([9, 8])).tolist() // [2, 3]
 */
export function solve(a: ArrayLike, b: ArrayLike): NDArray {
  const [left, right] = promoteDtypesInexact("solve", a, b);
  const matrix = squareMatricesOf("solve", left);
  const isVector = right.ndim === 1;
  if (right.ndim === 0 || right.shape.at(isVector ? -1 : -2) !== matrix.shape.at(-1)) {
    throw new TypeError(
      `solve: [${left.shape.join(", ")}] x = [${right.shape.join(", ")}]: the right-hand side must be [n] or [..., n, k] with n = ` +
        `${matrix.shape.at(-1)}; of several vectors, each with its own matrix, make [..., n, 1]`,
    );
  }
  const found = solveColumns(matrix, isVector ? expandDims(right, -1) : right);
  return isVector ? squeeze(found, -1) : found;
}

/** The inverses of square matrices `[..., n, n]`. Throws a `TypeError` for matrices that are not square. */
export function inv(x: ArrayLike): NDArray {
  const array = squareMatricesOf("inv", x);
  return solveColumns(array, broadcastArray(eye(array.shape.at(-1) as number, { dtype: array.dtype }), array.shape));
}

function solveColumns(a: NDArray, b: NDArray): NDArray {
  const batch = broadcastShapes("solve", a.shape.slice(0, -2), b.shape.slice(0, -2));
  const matrix = broadcastArray(a, [...batch, ...a.shape.slice(-2)]);
  const columns = broadcastArray(b, [...batch, ...b.shape.slice(-2)]);
  const { factors, permutation } = constantLuOf(matrix);
  const consts = [matrix, matrix, factors, permutation, factors, permutation];
  return customLinearSolve([...consts, columns], programsFor(matrix, factors, permutation, columns))[0] as NDArray;
}

/** Solves of arrays of the same types are the same program: the eager engine then knows it. */
const programs = new Map<string, LinearSolveParams>();

/** Beyond so many types the oldest are forgotten. */
const capacity = 256;

function programsFor(...inputs: readonly [a: NDArray, factors: NDArray, permutation: NDArray, b: NDArray]) {
  const [a, factors, permutation, b] = inputs.map(({ aval }) => aval) as [
    ShapedArray,
    ShapedArray,
    ShapedArray,
    ShapedArray,
  ];
  const key = inputs.map(({ aval }) => aval.id).join();
  const known = programs.get(key);
  if (known !== undefined) return known;
  const solver = (f: typeof luSolve) =>
    program([factors, permutation, b], ([lu, order, x]) =>
      f({ factors: lu as NDArray, permutation: order as NDArray }, x as NDArray),
    );
  const found: LinearSolveParams = {
    matvec: program([a, b], ([matrix, x]) => matmul(matrix as NDArray, x as NDArray)),
    vecmat: program([a, b], ([matrix, x]) => matmul(swapaxes(matrix as NDArray, -1, -2), x as NDArray)),
    solve: solver(luSolve),
    transposeSolve: solver(luSolveTransposed),
    constLengths: { matvec: 1, vecmat: 1, solve: 2, transposeSolve: 2 },
  };
  if (programs.size >= capacity) programs.delete(programs.keys().next().value as string);
  programs.set(key, found);
  return found;
}

function program(inputs: readonly ShapedArray[], f: (inputs: readonly NDArray[]) => NDArray): Jaxpr {
  return hoistConsts(stage((args) => [f(args)], inputs).jaxpr);
}
