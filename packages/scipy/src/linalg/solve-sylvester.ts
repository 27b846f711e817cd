import { type ArrayLike, isComplex, type Array as NDArray, requireOptions } from "@hyrax/core";
import { triangularSolve } from "@hyrax/core/library";
import { scan } from "@hyrax/lax";
import * as np from "@hyrax/numpy";
import { promoteDtypesInexact } from "@hyrax/numpy";
import { adjoint, squareMatricesOf } from "./matrices-of.js";
import { complexSchur } from "./schur.js";

/** Options of `solveSylvester`. */
export interface SolveSylvesterOptions {
  /** By Schur's decompositions, which is the default and always works, or by eigenvectors. */
  readonly method?: "schur" | "eigen";
  /** The solution is NaN where an eigenvalue of A and one of −B are closer than this, 1e-8 by default: then it is not unique. */
  readonly tol?: number;
}

/**
 * X of `A X + X B = C`, with matrices `[..., m, m]`, `[..., n, n]` and `[..., m, n]` (Bartels & Stewart 1972, "Solution of the matrix equation
 * AX + XB = C"). Throws a `TypeError` for other shapes, and another method.
 */
export function solveSylvester(a: ArrayLike, b: ArrayLike, c: ArrayLike, options: SolveSylvesterOptions = {}): NDArray {
  const name = "solveSylvester";
  requireOptions(name, options, ["method", "tol"]);
  const { method = "schur", tol = 1e-8 } = options;
  if (method !== "schur" && method !== "eigen") {
    throw new TypeError(`${name}: the method must be "schur" or "eigen", found ${JSON.stringify(method)}`);
  }
  const matrices = promoteDtypesInexact(name, a, b, c);
  const [left, right, sum] = [squareMatricesOf(name, matrices[0]), squareMatricesOf(name, matrices[1]), matrices[2]];
  if (sum.ndim < 2 || sum.shape.at(-2) !== left.shape.at(-1) || sum.shape.at(-1) !== right.shape.at(-1)) {
    const shapes = matrices.map(({ shape }) => `[${shape.join(", ")}]`).join(", ");
    throw new TypeError(`${name}: takes matrices [..., m, m], [..., n, n] and [..., m, n], found the shapes ${shapes}`);
  }
  const solve = (...abc: NDArray[]) => {
    const [found, sums] = (method === "schur" ? bySchur : byEigenvectors)(...(abc as [NDArray, NDArray, NDArray]));
    const unique = np.all(np.greaterEqual(np.abs(sums), tol));
    return np.where(unique, isComplex(sum.dtype) ? found : np.real(found), Number.NaN);
  };
  if (matrices.every((x) => x.ndim === 2)) return solve(left, right, sum);
  // A function that returns one array.
  return np.vectorize(solve, { signature: "(m,m),(n,n),(m,n)->(m,n)" })(left, right, sum) as NDArray;
}

type Solution = readonly [x: NDArray, sumsOfEigenvalues: NDArray];

/** With `A = U R Uᴴ` and `Bᴴ = V S Vᴴ`, Y of `R Y + Y Sᴴ = Uᴴ C V` follows column by column from the last: `(R + s̄ I) y = f − Y s̄`. */
function bySchur(a: NDArray, b: NDArray, c: NDArray): Solution {
  const [r, u] = complexSchur(a);
  const [s, v] = complexSchur(adjoint(b));
  const f = adjoint(u).matmul(c.astype(r.dtype)).matmul(v);
  const identity = np.eye(a.shape[0] as number, { dtype: r.dtype });
  const columns = np.arange(b.shape[0] as number);
  const params = { leftSide: true, lower: false, transposeA: false, conjugateA: false, unitDiagonal: false };
  const [y] = scan(
    (found: NDArray, [row, right, j]: readonly [NDArray, NDArray, NDArray]): [NDArray, null] => {
      const factors = np.conj(row);
      // The columns of Y that are not found yet are zero.
      const known = np.expandDims(right.sub(found.matmul(factors)), -1);
      const column = triangularSolve(r.add(identity.mul(np.take(factors, j))), known, params);
      return [np.where(columns.equal(j), column, found), null];
    },
    np.zerosLike(f),
    [s, f.T, columns] as readonly [NDArray, NDArray, NDArray],
    { reverse: true },
  );
  return [u.matmul(y).matmul(adjoint(v)), sumsOf(np.diagonal(r), np.conj(np.diagonal(s)))];
}

/** With `A = U diag(w) U⁻¹` and `B = V diag(z) V⁻¹`, the elements of `U⁻¹ X V` are those of `U⁻¹ C V` over `wᵢ + zⱼ`. */
function byEigenvectors(a: NDArray, b: NDArray, c: NDArray): Solution {
  const [left, right] = [np.linalg.eig(a), np.linalg.eig(b)];
  const [u, v] = [left.eigenvectors, right.eigenvectors];
  const sums = sumsOf(left.eigenvalues, right.eigenvalues);
  const inner = np.linalg.solve(u, c.astype(sums.dtype).matmul(v)).div(sums);
  return [u.matmul(inner).matmul(np.linalg.inv(v)), sums];
}

function sumsOf(w: NDArray, z: NDArray): NDArray {
  return np.expandDims(w, -1).add(z);
}
