import { bind, type Array as NDArray, type Params, type Primitive, reshape } from "@hyrax/core";
import { linearAlgebra, triangularSolve, tridiagonalSolve } from "@hyrax/core/library";
import { atAxis, atFront } from "../interpreters/axes.js";
import { type Batched, batchFamily, type MappedAxis } from "../interpreters/rule.js";

/** Matrices may have any batch axes in front, so the mapped axis becomes one more of them. */
const decomposition =
  (primitive: Primitive) =>
  (inputs: readonly Batched[], params: Params, { size }: MappedAxis): readonly Batched[] => {
    const fronts = inputs.map((x) => atFront(x, size));
    return bind(primitive, fronts, params).map((value) => ({ value, axis: 0 }));
  };

/** The same for an operation with one result. */
const product =
  (primitive: Primitive) =>
  (inputs: readonly Batched[], params: Params, map: MappedAxis): Batched =>
    decomposition(primitive)(inputs, params, map)[0] as Batched;

/**
 * Solves one system for a whole batch of right-hand sides: their mapped axis is put at `at`, counted from the end of
 * the array, and taken together with the axis after it.
 */
function solveTogether(b: Batched, at: -2 | -3, size: number, solve: (b: NDArray) => NDArray): Batched {
  const axis = b.value.ndim + at;
  const apart = atAxis(b, axis, size);
  const joined = (apart.shape[axis] as number) * (apart.shape[axis + 1] as number);
  const newSizes = [...apart.shape.slice(0, axis), joined, ...apart.shape.slice(axis + 2)];
  const solution = solve(reshape(apart, { newSizes }));
  return { value: reshape(solution, { newSizes: apart.shape }), axis };
}

export const linearAlgebraBatch = batchFamily(linearAlgebra, {
  cholesky: product(linearAlgebra.cholesky),

  triangularSolve: ([a, b], params, map) =>
    a.axis === null
      ? solveTogether(b, params.leftSide ? -2 : -3, map.size, (rhs) => triangularSolve(a.value, rhs, params))
      : product(linearAlgebra.triangularSolve)([a, b], params, map),

  lu: decomposition(linearAlgebra.lu),
  luPivotsToPermutation: product(linearAlgebra.luPivotsToPermutation),
  householderProduct: product(linearAlgebra.householderProduct),
  qr: decomposition(linearAlgebra.qr),
  eigh: decomposition(linearAlgebra.eigh),
  eig: decomposition(linearAlgebra.eig),
  svd: decomposition(linearAlgebra.svd),
  hessenberg: decomposition(linearAlgebra.hessenberg),
  tridiagonal: decomposition(linearAlgebra.tridiagonal),
  schur: decomposition(linearAlgebra.schur),

  tridiagonalSolve: ([dl, d, du, b], params, map) =>
    [dl, d, du].every(({ axis }) => axis === null)
      ? solveTogether(b, -2, map.size, (rhs) => tridiagonalSolve(dl.value, d.value, du.value, rhs))
      : product(linearAlgebra.tridiagonalSolve)([dl, d, du, b], params, map),
});
