import type { linearAlgebra } from "@hyrax/core/library";
import { complexes, type Draw, integers, reals } from "../draw.js";
import type { Samples } from "../sample.js";

/** Square matrices with a diagonal that outweighs the rest: the lower triangle is that of a positive definite one. */
function dominant(n: number): Draw {
  // Elements are drawn in row-major order, always for whole matrices.
  let drawn = 0;
  return {
    shape: [n, n],
    dtype: "float32",
    element: (random) => ((drawn++ % (n * n)) % (n + 1) === 0 ? n + random() : random() - 0.5),
  };
}

const params = {};

const side = (leftSide: boolean, lower: boolean, transposeA: boolean) => ({
  leftSide,
  lower,
  transposeA,
  conjugateA: false,
  unitDiagonal: false,
});

const all = { sortEigenvalues: true, subsetByIndex: null };

export const linearAlgebraSamples: Samples<typeof linearAlgebra> = {
  cholesky: [
    { inputs: [dominant(3)], params },
    { inputs: [complexes(2, 2)], params },
  ],
  triangularSolve: [
    { inputs: [dominant(3), reals(3, 2)], params: side(true, true, false) },
    { inputs: [dominant(3), reals(2, 3)], params: side(false, false, true) },
    { inputs: [{ ...dominant(2), shape: [3, 2, 2] }, reals(3, 2, 4)], params: side(true, false, false) },
    { inputs: [{ ...dominant(2), shape: [3, 2, 2] }, reals(3, 4, 2)], params: side(false, true, false) },
  ],
  lu: [reals(3, 3), reals(2, 4), reals(2, 3, 2), complexes(2, 2)].map((x) => ({ inputs: [x], params })),
  luPivotsToPermutation: [
    { inputs: [integers(0, 3)(3)], params: { permutationSize: 4 } },
    { inputs: [integers(0, 1)(2, 2)], params: { permutationSize: 2 } },
  ],
  householderProduct: [
    { inputs: [reals(4, 3), reals(2)], params },
    { inputs: [complexes(2, 2), complexes(2)], params },
  ],
  qr: [
    { inputs: [reals(4, 2)], params: { fullMatrices: true, pivoting: false } },
    { inputs: [reals(2, 2, 3)], params: { fullMatrices: false, pivoting: true } },
  ],
  eigh: [
    { inputs: [reals(3, 3)], params: { ...all, lower: true } },
    { inputs: [complexes(2, 2)], params: { ...all, lower: false } },
    { inputs: [reals(3, 3)], params: { lower: true, sortEigenvalues: true, subsetByIndex: [1, 3] } },
  ],
  eig: [
    { inputs: [reals(3, 3)], params: { computeLeftEigenvectors: true, computeRightEigenvectors: true } },
    { inputs: [complexes(2, 2)], params: { computeLeftEigenvectors: false, computeRightEigenvectors: false } },
  ],
  svd: [
    { inputs: [reals(4, 2)], params: { fullMatrices: true, computeUv: true, subsetByIndex: null } },
    { inputs: [reals(2, 2, 3)], params: { fullMatrices: false, computeUv: false, subsetByIndex: null } },
    { inputs: [complexes(2, 3)], params: { fullMatrices: false, computeUv: true, subsetByIndex: null } },
  ],
  hessenberg: [{ inputs: [reals(4, 4)], params }],
  tridiagonal: [
    { inputs: [reals(3, 3)], params: { lower: true } },
    { inputs: [complexes(3, 3)], params: { lower: false } },
  ],
  schur: [
    { inputs: [reals(4, 4)], params: { computeSchurVectors: true } },
    { inputs: [complexes(2, 2)], params: { computeSchurVectors: false } },
  ],
  tridiagonalSolve: [
    { inputs: [reals(4), reals(4), reals(4), reals(4, 2)], params },
    { inputs: [reals(2, 3), reals(2, 3), reals(2, 3), reals(2, 3, 1)], params },
  ],
};
