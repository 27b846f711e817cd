import "@hyrax/cpu";
import { add, config, div, mul, type Array as NDArray, type Shape } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { describe } from "vitest";
import { complexSpread, integers, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";
import { inDtype } from "./dtype.js";
import { adjoint, asRows, conjugate, identities, product, realPart } from "./linear-algebra/matrices.js";

config.update("enableX64", true); // here already, since samples are made while tests are collected

/** Matrices whose diagonal outweighs the rest: regular, with clear pivots. */
function dominant(x: NDArray, weight = 4): NDArray {
  return add(x, mul(identities(x), weight));
}

const square = (...shape: Shape) => dominant(spread(shape));
const complexSquare = (...shape: Shape) => dominant(complexSpread(shape));

/** Only Hermitian matrices are asked for; a step in any direction must lead to another one. */
const ofHermitian =
  (operation: (...inputs: readonly NDArray[]) => readonly NDArray[]) =>
  (x: NDArray): readonly NDArray[] =>
    operation(div(add(x, adjoint(x)), 2));

/** The phase of a complex eigenvector is not determined, but what the vectors make together is. */
const ofHermitianWithoutPhase =
  (operation: (...inputs: readonly NDArray[]) => readonly NDArray[]) =>
  (x: NDArray): readonly NDArray[] => {
    const [v, w] = ofHermitian(operation)(x) as readonly [NDArray, NDArray];
    const scaled = mul(v, inDtype(asRows(mul(w, w), v.shape), v));
    return [w, product(scaled, adjoint(v)), realPart(mul(v, conjugate(v)))];
  };

/** The phases of a pair of complex singular vectors are determined together only. */
const withoutPhase =
  (operation: (...inputs: readonly NDArray[]) => readonly NDArray[]) =>
  (x: NDArray): readonly NDArray[] => {
    const [s, u, vh] = operation(x) as readonly [NDArray, NDArray, NDArray];
    const outer = product(mul(u, inDtype(asRows(mul(s, s), u.shape), u)), vh);
    return [s, outer, realPart(mul(u, conjugate(u))), realPart(mul(vh, conjugate(vh)))];
  };

const eigh = { lower: true, sortEigenvalues: true, subsetByIndex: null };
const svd = { fullMatrices: false, computeUv: true, subsetByIndex: null };
const solve = { leftSide: true, lower: true, transposeA: false, conjugateA: false, unitDiagonal: false };

describe("derivatives of linear algebra", () => {
  sweep(linearAlgebra, {
    cholesky: [
      { inputs: [square(3, 3)], within: ofHermitian },
      { inputs: [square(2, 2, 2)], within: ofHermitian },
      { inputs: [square(1, 1)], within: ofHermitian },
      { inputs: [complexSquare(3, 3)], within: ofHermitian },
    ],
    triangularSolve: [
      { inputs: [square(3, 3), spread([3, 2])], params: solve },
      { inputs: [square(3, 3), spread([3, 4])], params: { ...solve, lower: false } },
      { inputs: [square(3, 3), spread([2, 3])], params: { ...solve, leftSide: false } },
      { inputs: [square(3, 3), spread([4, 3])], params: { ...solve, leftSide: false, transposeA: true } },
      { inputs: [square(3, 3), spread([3, 2])], params: { ...solve, transposeA: true, unitDiagonal: true } },
      { inputs: [square(3, 3), spread([3, 2])], params: { ...solve, lower: false, unitDiagonal: true } },
      { inputs: [square(2, 2, 2), spread([2, 2, 3])], params: solve },
      { inputs: [complexSquare(3, 3), complexSpread([3, 2])], params: solve },
      { inputs: [complexSquare(3, 3), complexSpread([3, 2])], params: { ...solve, transposeA: true } },
      {
        inputs: [complexSquare(2, 2), complexSpread([3, 2])],
        params: { ...solve, leftSide: false, lower: false, transposeA: true, conjugateA: true },
      },
    ],
    lu: [
      { inputs: [spread([3, 3])] },
      { inputs: [spread([4, 2])] },
      { inputs: [spread([2, 4])] },
      { inputs: [spread([2, 3, 3])] },
      { inputs: [complexSpread([3, 3])] },
    ],
    luPivotsToPermutation: [{ inputs: [integers([1, 2, 2])], params: { permutationSize: 4 } }],
    householderProduct: [{ inputs: [spread([3, 2]), spread([2])], refused: /no derivative of its own/ }],
    qr: [
      { inputs: [spread([3, 3])], params: { fullMatrices: false, pivoting: false } },
      { inputs: [spread([4, 2])], params: { fullMatrices: false, pivoting: false } },
      { inputs: [spread([2, 4])], params: { fullMatrices: false, pivoting: false } },
      { inputs: [spread([2, 3, 2])], params: { fullMatrices: false, pivoting: false } },
      { inputs: [spread([4, 2])], params: { fullMatrices: true, pivoting: false } },
      { inputs: [spread([2, 5, 3])], params: { fullMatrices: true, pivoting: false } },
      { inputs: [spread([3, 3])], params: { fullMatrices: true, pivoting: false } },
      { inputs: [spread([4, 3])], params: { fullMatrices: false, pivoting: true } },
      { inputs: [spread([2, 4])], params: { fullMatrices: false, pivoting: true } },
      { inputs: [complexSpread([3, 3])], params: { fullMatrices: false, pivoting: false } },
      { inputs: [complexSpread([4, 2])], params: { fullMatrices: true, pivoting: false } },
      { inputs: [complexSpread([2, 3])], params: { fullMatrices: false, pivoting: false } },
    ],
    eigh: [
      { inputs: [spread([3, 3])], params: eigh, within: ofHermitian },
      { inputs: [spread([2, 2, 2])], params: eigh, within: ofHermitian },
      { inputs: [spread([3, 3])], params: { ...eigh, lower: false }, within: ofHermitian },
      { inputs: [complexSpread([3, 3])], params: eigh, within: ofHermitianWithoutPhase },
      {
        inputs: [spread([3, 3])],
        params: { ...eigh, subsetByIndex: [0, 2] },
        within: ofHermitian,
        refused: /for a subset of the eigenvalues, 2 of 3/,
      },
    ],
    eig: [
      {
        inputs: [square(3, 3)],
        params: { computeLeftEigenvectors: false, computeRightEigenvectors: false },
        order: 1,
      },
      {
        inputs: [square(2, 2)],
        params: { computeLeftEigenvectors: false, computeRightEigenvectors: true },
        refused: /the derivative of the eigenvectors that eig finds is not possible/,
      },
    ],
    svd: [
      { inputs: [spread([3, 3])], params: svd },
      { inputs: [spread([4, 2])], params: svd },
      { inputs: [spread([2, 4])], params: svd },
      { inputs: [spread([2, 3, 2])], params: svd },
      { inputs: [spread([3, 3])], params: { ...svd, fullMatrices: true } },
      { inputs: [spread([3, 2])], params: { ...svd, computeUv: false, fullMatrices: true } },
      { inputs: [complexSpread([3, 3])], params: svd, within: withoutPhase },
      { inputs: [complexSpread([3, 2])], params: svd, within: withoutPhase },
      { inputs: [complexSpread([2, 3])], params: svd, within: withoutPhase },
      { inputs: [spread([3, 2])], params: { ...svd, fullMatrices: true }, refused: /for the full matrices of 3 by 2/ },
      {
        inputs: [spread([3, 3])],
        params: { ...svd, subsetByIndex: [0, 2] },
        refused: /for a subset of the singular vectors, 2 of 3/,
      },
    ],
    hessenberg: [{ inputs: [spread([3, 3])], refused: /no derivative of its own/ }],
    tridiagonal: [{ inputs: [spread([3, 3])], params: { lower: true }, refused: /no derivative of its own/ }],
    schur: [{ inputs: [spread([3, 3])], params: { computeSchurVectors: true }, refused: /no derivative of its own/ }],
    tridiagonalSolve: [
      { inputs: [spread([4]), spread([4], 3, 5), spread([4]), spread([4, 2])] },
      { inputs: [spread([2, 3]), spread([2, 3], 3, 5), spread([2, 3], -1, 1), spread([2, 3, 2])] },
      { inputs: [complexSpread([3]), complexSpread([3], [3, 5, 0, 1]), complexSpread([3]), complexSpread([3, 1])] },
    ],
  });
});
