import { type ArrayLike, isComplex, type Array as NDArray, realDtype, requireOptions } from "@hyrax/core";
import { lu as factor, luPivotsToPermutation, triangularSolve } from "@hyrax/core/library";
import * as np from "@hyrax/numpy";
import { matricesOf } from "./matrices-of.js";
import { solveColumns } from "./right-hand-sides.js";
import { type Transposition, transpositionOf } from "./solve-triangular.js";

function factored(name: string, x: ArrayLike): readonly [factors: NDArray, pivots: NDArray, permutation: NDArray] {
  // The primitive returns three results.
  return factor([matricesOf(name, x)]) as unknown as readonly [NDArray, NDArray, NDArray];
}

/**
 * `[lu, pivots]` for `luSolve`: both factors of `A` in one array, and for each row the one with which it was exchanged. Throws a
 * `TypeError` for fewer than two axes.
 */
export function luFactor(x: ArrayLike): [lu: NDArray, pivots: NDArray] {
  const [factors, pivots] = factored("luFactor", x);
  return [factors, pivots];
}

/** Options of `luSolve`. */
export interface LuSolveOptions {
  readonly trans?: Transposition;
}

/**
 * The solution of `A x = b`, or with `trans` of the transposed system, from what `luFactor` returns; right-hand sides are `[n]` or the
 * columns of `[..., n, k]`. Throws a `TypeError` for other shapes.
 */
export function luSolve(
  [lu, pivots]: readonly [lu: ArrayLike, pivots: ArrayLike],
  b: ArrayLike,
  options: LuSolveOptions = {},
): NDArray {
  requireOptions("luSolve", options, ["trans"]);
  const { transposeA, conjugateA } = transpositionOf("luSolve", options.trans ?? 0);
  return solveColumns("luSolve", lu, b, (factors, columns) => {
    const permutation = luPivotsToPermutation(np.asarray(pivots), { permutationSize: factors.shape.at(-1) as number });
    const params = { leftSide: true, transposeA, conjugateA: conjugateA && isComplex(factors.dtype) };
    const inL = (x: NDArray) => triangularSolve(factors, x, { ...params, lower: true, unitDiagonal: true });
    const inU = (x: NDArray) => triangularSolve(factors, x, { ...params, lower: false, unitDiagonal: false });
    const rows = (x: NDArray, order: NDArray) => np.takeAlongAxis(x, np.expandDims(order, -1), { axis: -2 });
    return transposeA ? rows(inL(inU(columns)), np.argsort(permutation)) : inU(inL(rows(columns, permutation)));
  });
}

/** Options of `lu`. */
export interface LuOptions {
  /** Return `[P L, U]`. */
  readonly permuteL?: boolean;
}

/**
 * `[P, L, U]` with `A = P L U` of matrices `[..., m, n]`: a permutation, a lower triangular matrix with ones on its diagonal and an
 * upper triangular one. Throws a `TypeError` for fewer than two axes.
 */
export function lu(x: ArrayLike, options: LuOptions & { readonly permuteL: true }): [PL: NDArray, U: NDArray];
export function lu(x: ArrayLike, options?: { readonly permuteL?: false }): [P: NDArray, L: NDArray, U: NDArray];
export function lu(x: ArrayLike, options: LuOptions = {}): NDArray[] {
  requireOptions("lu", options, ["permuteL"]);
  const [factors, , permutation] = factored("lu", x);
  const [m, n] = factors.shape.slice(-2) as [number, number];
  const k = Math.min(m, n);
  const { dtype } = factors;
  const places = np.expandDims(np.arange(m), -1);
  const p = np.equal(np.expandDims(permutation, -2), places).astype(realDtype(dtype));
  const l = np
    .tril(factors, { k: -1 })
    .get("...", `:${k}`)
    .add(np.eye(m, k, { dtype }));
  const u = np.triu(factors).get("...", `:${k}`, ":");
  return options.permuteL === true ? [p.matmul(l), u] : [p, l, u];
}
