import { type ArrayLike, isComplex, type Array as NDArray, requireOptions } from "@hyrax/core";
import { triangularSolve } from "@hyrax/core/library";
import { solveColumns } from "./right-hand-sides.js";

/** What is solved with: `A`, `Aᵀ` or `Aᴴ`, as SciPy numbers and names them. */
export type Transposition = 0 | 1 | 2 | "N" | "T" | "C";

/** Options of `solveTriangular`. */
export interface SolveTriangularOptions {
  readonly trans?: Transposition;
  /** Only the lower triangle of `A` is read, rather than the upper one. */
  readonly lower?: boolean;
  /** The diagonal of `A` is taken to be 1, whatever it is. */
  readonly unitDiagonal?: boolean;
}

/** What a solve with a transposition passes to `triangularSolve`. Throws a `TypeError` that names the function for others. */
export function transpositionOf(name: string, trans: Transposition): { transposeA: boolean; conjugateA: boolean } {
  const place = ["N", "T", "C"].indexOf(typeof trans === "number" ? (["N", "T", "C"][trans] as string) : trans);
  if (place < 0)
    throw new TypeError(`${name}: trans must be 0 or "N", 1 or "T", 2 or "C", found ${JSON.stringify(trans)}`);
  return { transposeA: place > 0, conjugateA: place === 2 };
}

/**
 * The solution of triangular systems `A x = b`, with matrices `[..., n, n]`, upper ones by default, and right-hand sides `[n]` or the columns of
 * `[..., n, k]`. Throws a `TypeError` for other shapes.
 */
export function solveTriangular(a: ArrayLike, b: ArrayLike, options: SolveTriangularOptions = {}): NDArray {
  const name = "solveTriangular";
  requireOptions(name, options, ["trans", "lower", "unitDiagonal"]);
  const { trans = 0, lower = false, unitDiagonal = false } = options;
  const { transposeA, conjugateA } = transpositionOf(name, trans);
  return solveColumns(name, a, b, (matrix, columns) =>
    triangularSolve(matrix, columns, {
      leftSide: true,
      lower,
      unitDiagonal,
      transposeA,
      conjugateA: conjugateA && isComplex(matrix.dtype),
    }),
  );
}
