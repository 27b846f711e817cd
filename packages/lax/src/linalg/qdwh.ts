import { asArray, elementwise, type Array as NDArray, type Operand, realDtype, requireOptions } from "@hyrax/core";
import { select } from "../comparison.js";
import { dot } from "../contraction.js";
import { whileLoop } from "../control-flow/while-loop.js";
import { convertElementType } from "../conversion.js";
import { broadcastedIota, full, fullLike } from "../creation.js";
import { concatenate } from "../joining.js";
import { reduceMax, reduceSum } from "../reduction.js";
import { require } from "../require.js";
import { sliceInDim } from "../slicing.js";
import { cholesky } from "./cholesky.js";
import { adjoint, hermitianPart } from "./matrices.js";
import { qr } from "./qr.js";
import { triangularSolve } from "./triangular-solve.js";

/** Options of `qdwh`. */
export interface QdwhOptions {
  /** Accepted for likeness with JAX; it makes no difference. */
  readonly isHermitian?: boolean;
  /** How many steps to do at most: 10 if not given. */
  readonly maxIterations?: number;
  /** The relative accuracy to reach: that of the dtype if not given. */
  readonly eps?: number;
}

/** Results of `qdwh`. */
export type PolarDecomposition = [u: NDArray, h: NDArray, numIters: NDArray, isConverged: NDArray];

/** The weights of one step: U (a + b UᴴU) (1 + c UᴴU)⁻¹. */
interface Weights {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** What weights tend to: those of Halley's method. */
const halley: Weights = { a: 3, b: 1, c: 3 };

/** Below this the matrix 1 + c UᴴU is conditioned well enough to be inverted by its Cholesky factor. */
const WELL_CONDITIONED = 100;

/**
 * The polar decomposition X = U H of a matrix `[m, n]` of full rank with m ≥ n: orthonormal columns in U, and a
 * Hermitian positive definite H `[n, n]`; further the number of steps (int32) and whether they were enough (bool).
 * Throws a `TypeError` for other shapes.
 *
 * Source: Nakatsukasa, Bai and Gygi, Optimizing Halley's iteration for computing the matrix polar decomposition,
 * SIAM J. Matrix Anal. Appl. 31 (2010).
 */
export function qdwh(x: Operand, options: QdwhOptions = {}): PolarDecomposition {
  requireOptions("qdwh", options, ["isHermitian", "maxIterations", "eps"]);
  const array = asArray(x);
  const [m = 0, n = 0] = array.shape;
  require(array.ndim === 2 && m >= n && n > 0, () =>
    `qdwh: takes a matrix [m, n] with m >= n > 0, found ${array.aval}`);
  const { maxIterations = 10, eps = realDtype(array.dtype) === "float64" ? 2 ** -52 : 2 ** -23 } = options;
  const change = Math.cbrt(5 * eps);

  let u = elementwise.mul(array, inverseOfNorm(array));
  let active: Operand = true;
  const steps = weightsFrom(eps, maxIterations);
  for (const weights of steps) {
    const before = u;
    u = weights.c > WELL_CONDITIONED ? stepByQr(u, weights) : stepByCholesky(u, weights);
    active = weights.c > WELL_CONDITIONED ? true : differ(u, before, change);
  }
  // The weights have converged; the matrix may need some more steps.
  const [count, last, unfinished] = whileLoop(
    ([k, , going]: [NDArray, NDArray, NDArray]) => elementwise.and(going, elementwise.lt(k, maxIterations)),
    ([k, before]: [NDArray, NDArray, NDArray]): [NDArray, NDArray, NDArray] => {
      const after = stepByCholesky(before, halley);
      return [elementwise.add(k, 1), after, differ(after, before, change)];
    },
    [full([], steps.length, { dtype: "int32" }), u, full([], active, { dtype: "bool" })] as [NDArray, NDArray, NDArray],
  );
  // One step of Newton and Schulz for the last digits: U (3 − UᴴU) / 2.
  const correction = elementwise.mul(dot(last, dot(adjoint(last), last)), 0.5);
  const unitary = elementwise.sub(elementwise.mul(last, 1.5), correction);
  return [unitary, hermitianPart(dot(adjoint(unitary), array)), count, elementwise.not(unfinished)];
}

/** Weights for singular values from `least` to 1, until all are 1 up to the accuracy. */
function weightsFrom(eps: number, most: number): Weights[] {
  const steps: Weights[] = [];
  for (let least = eps; least + 5 * eps < 1 && steps.length < most; ) {
    const square = least * least;
    const d = Math.cbrt((4 * (1 / square - 1)) / square);
    const root = Math.sqrt(1 + d);
    const a = root + Math.sqrt(2 - d + (2 * (2 - square)) / (square * root));
    const b = (a - 1) ** 2 / 4;
    const c = a + b - 1;
    least = (least * (a + b * square)) / (1 + c * square);
    steps.push({ a, b, c });
  }
  return steps;
}

/** The inverse of an upper bound of the greatest singular value, in the dtype of x: 1 / √(‖x‖₁ ‖x‖_∞). */
function inverseOfNorm(x: NDArray): NDArray {
  const sizes = elementwise.abs(x);
  const [columns, rows] = [reduceMax(reduceSum(sizes, [0]), [0]), reduceMax(reduceSum(sizes, [1]), [0])];
  const inverse = elementwise.mul(elementwise.rsqrt(columns), elementwise.rsqrt(rows));
  return convertElementType(select(elementwise.eq(columns, 0), fullLike(inverse, 1), inverse), x.dtype);
}

/** A step that inverts nothing: with [Q₁; Q₂] R = [√c U; 1] it is b/c U + (a − b/c)/√c Q₁ Q₂ᴴ. */
function stepByQr(u: NDArray, { a, b, c }: Weights): NDArray {
  const [m, n] = u.shape as [number, number];
  const [q] = qr(concatenate([elementwise.mul(u, Math.sqrt(c)), identity(n, u)], 0), { fullMatrices: false });
  const product = dot(sliceInDim(q, 0, m), adjoint(sliceInDim(q, m, m + n)));
  return elementwise.add(elementwise.mul(u, b / c), elementwise.mul(product, (a - b / c) / Math.sqrt(c)));
}

/** The same step as b/c U + (a − b/c) U (1 + c UᴴU)⁻¹. */
function stepByCholesky(u: NDArray, { a, b, c }: Weights): NDArray {
  const [, n] = u.shape as [number, number];
  const gram = elementwise.add(elementwise.mul(dot(adjoint(u), u), c), identity(n, u));
  const factor = cholesky(gram, { symmetrizeInput: false });
  const half = triangularSolve(factor, u, { lower: true, transposeA: true, conjugateA: true });
  const inverse = triangularSolve(factor, half, { lower: true });
  return elementwise.add(elementwise.mul(u, b / c), elementwise.mul(inverse, a - b / c));
}

/** Whether matrices differ by more than this, in the Frobenius norm. */
function differ(x: NDArray, y: NDArray, by: number): NDArray {
  const sizes = elementwise.abs(elementwise.sub(x, y));
  return elementwise.gt(elementwise.sqrt(reduceSum(elementwise.mul(sizes, sizes), [0, 1])), by);
}

function identity(n: number, like: NDArray): NDArray {
  const [row, column] = [broadcastedIota("int32", [n, n], 0), broadcastedIota("int32", [n, n], 1)];
  return convertElementType(elementwise.eq(row, column), like.dtype);
}
