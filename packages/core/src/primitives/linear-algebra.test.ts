import { describe, expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import {
  cholesky,
  eig,
  eigh,
  hessenberg,
  householderProduct,
  lu,
  luPivotsToPermutation,
  qr,
  schur,
  svd,
  triangularSolve,
  tridiagonal,
  tridiagonalSolve,
} from "../library.js";

describe("factorisations have the shapes of LAPACK's, with batch axes in front", () => {
  test("cholesky and lu", () => {
    expect(results(cholesky, ["f32[3,3]"])).toEqual(["f32[3,3]"]);
    expect(results(cholesky, ["c128[2,5,3,3]"])).toEqual(["c128[2,5,3,3]"]);
    expect(results(lu, ["f32[7,3,2]"])).toEqual(["f32[7,3,2]", "i32[7,2]", "i32[7,3]"]);
    expect(results(lu, ["c64[2,3]"])).toEqual(["c64[2,3]", "i32[2]", "i32[2]"]);
  });

  test("qr, reduced and full, with and without pivots", () => {
    expect(results(qr, ["f32[5,3]"], { fullMatrices: false, pivoting: false })).toEqual(["f32[5,3]", "f32[3,3]"]);
    expect(results(qr, ["f32[5,3]"], { fullMatrices: true, pivoting: false })).toEqual(["f32[5,5]", "f32[5,3]"]);
    expect(results(qr, ["c64[2,3,5]"], { fullMatrices: false, pivoting: true })).toEqual([
      "c64[2,3,3]",
      "c64[2,3,5]",
      "i32[2,5]",
    ]);
  });

  test("eigh has real eigenvalues, all or those in a range; eig is complex, with the vectors that are asked for", () => {
    const all = { lower: true, sortEigenvalues: true, subsetByIndex: null };
    expect(results(eigh, ["c64[2,4,4]"], all)).toEqual(["c64[2,4,4]", "f32[2,4]"]);
    expect(results(eigh, ["f64[4,4]"], { ...all, subsetByIndex: [1, 3] })).toEqual(["f64[4,2]", "f64[2]"]);
    const none = { computeLeftEigenvectors: false, computeRightEigenvectors: false };
    expect(results(eig, ["f32[3,3]"], none)).toEqual(["c64[3]"]);
    expect(results(eig, ["f64[3,3]"], { ...none, computeRightEigenvectors: true })).toEqual(["c128[3]", "c128[3,3]"]);
    const both = { computeLeftEigenvectors: true, computeRightEigenvectors: true };
    expect(results(eig, ["c64[2,3,3]"], both)).toEqual(["c64[2,3]", "c64[2,3,3]", "c64[2,3,3]"]);
  });

  test("svd has real singular values, and vectors that are thin, full, or left out", () => {
    const thin = { fullMatrices: false, computeUv: true, subsetByIndex: null };
    expect(results(svd, ["c64[5,3]"], thin)).toEqual(["f32[3]", "c64[5,3]", "c64[3,3]"]);
    expect(results(svd, ["f32[2,3,5]"], { ...thin, fullMatrices: true })).toEqual([
      "f32[2,3]",
      "f32[2,3,3]",
      "f32[2,5,5]",
    ]);
    expect(results(svd, ["f32[5,3]"], { ...thin, computeUv: false })).toEqual(["f32[3]"]);
    expect(results(svd, ["f32[5,3]"], { ...thin, subsetByIndex: [0, 2] })).toEqual(["f32[2]", "f32[5,2]", "f32[2,3]"]);
  });

  test("reductions to Hessenberg, tridiagonal and Schur form", () => {
    expect(results(hessenberg, ["c64[2,4,4]"])).toEqual(["c64[2,4,4]", "c64[2,3]"]);
    expect(results(tridiagonal, ["c64[4,4]"], { lower: true })).toEqual(["c64[4,4]", "f32[4]", "f32[3]", "c64[3]"]);
    expect(results(schur, ["f32[4,4]"], { computeSchurVectors: true })).toEqual(["f32[4,4]", "f32[4,4]"]);
    expect(results(schur, ["f32[4,4]"], { computeSchurVectors: false })).toEqual(["f32[4,4]"]);
  });

  test("matrices may be empty", () => {
    expect(results(hessenberg, ["f32[0,0]"])).toEqual(["f32[0,0]", "f32[0]"]);
    expect(results(lu, ["f32[0,3]"])).toEqual(["f32[0,3]", "i32[0]", "i32[0]"]);
  });

  test("and are strong, whatever the matrix is", () => {
    expect(results(cholesky, ["~f32[2,2]"])).toEqual(["f32[2,2]"]);
  });
});

describe("solutions and products have the shape of what they are applied to", () => {
  const left = { leftSide: true, lower: true, transposeA: false, conjugateA: false, unitDiagonal: false };

  test("triangular systems, from either side", () => {
    expect(results(triangularSolve, ["f32[2,3,3]", "f32[2,3,5]"], left)).toEqual(["f32[2,3,5]"]);
    expect(results(triangularSolve, ["c64[3,3]", "c64[5,3]"], { ...left, leftSide: false })).toEqual(["c64[5,3]"]);
    refuses(
      "triangular_solve: f32[3,3] and f32[5,3] must agree in their batch axes and in the rows of the second",
      () => results(triangularSolve, ["f32[3,3]", "f32[5,3]"], left),
    );
    refuses(
      "triangular_solve: f32[2,3,3] and f32[5,3] must agree in their batch axes and in the columns of the second",
      () => results(triangularSolve, ["f32[2,3,3]", "f32[5,3]"], { ...left, leftSide: false }),
    );
    refuses(
      "triangular_solve: the dtypes differ: f32[3,3] and f64[3,1]; convert one with astype, or use numpy, which promotes",
      () => results(triangularSolve, ["f32[3,3]", "f64[3,1]"], left),
    );
    refuses("triangular_solve: takes matrices [..., m, n], found f32[3]", () =>
      results(triangularSolve, ["f32[3,3]", "f32[3]"], left),
    );
  });

  test("tridiagonal systems, of three diagonals of one length", () => {
    const diagonals = ["f32[2,4]", "f32[2,4]", "f32[2,4]"];
    expect(results(tridiagonalSolve, [...diagonals, "f32[2,4,3]"])).toEqual(["f32[2,4,3]"]);
    refuses(
      "tridiagonal_solve: takes three diagonals [..., n] and [..., n, k], found f32[3], f32[4], f32[3], f32[4,1]",
      () => results(tridiagonalSolve, ["f32[3]", "f32[4]", "f32[3]", "f32[4,1]"]),
    );
  });

  test("products of reflections, of which there may be fewer than columns", () => {
    expect(results(householderProduct, ["f32[2,5,3]", "f32[2,3]"])).toEqual(["f32[2,5,3]"]);
    expect(results(householderProduct, ["f32[5,3]", "f32[2]"])).toEqual(["f32[5,3]"]);
    const text = "householder_product: takes [..., m, n] with m >= n and [..., k] with k <= n, found";
    refuses(`${text} f32[3,5] and f32[3]`, () => results(householderProduct, ["f32[3,5]", "f32[3]"]));
    refuses(`${text} f32[5,3] and f32[4]`, () => results(householderProduct, ["f32[5,3]", "f32[4]"]));
    refuses(`${text} f32[2,5,3] and f32[3]`, () => results(householderProduct, ["f32[2,5,3]", "f32[3]"]));
  });

  test("permutations, of at least as many rows as pivots", () => {
    expect(results(luPivotsToPermutation, ["i32[7,3]"], { permutationSize: 5 })).toEqual(["i32[7,5]"]);
    const text = "lu_pivots_to_permutation: takes [..., k] pivots, with k at most the permutationSize 2, found";
    refuses(`${text} i32[3]`, () => results(luPivotsToPermutation, ["i32[3]"], { permutationSize: 2 }));
    refuses(`${text} i32[]`, () => results(luPivotsToPermutation, ["i32[]"], { permutationSize: 2 }));
    refuses(
      "lu_pivots_to_permutation: takes signed integer, unsigned integer dtypes, found f32[2]; convert with astype",
      () => results(luPivotsToPermutation, ["f32[2]"], { permutationSize: 2 }),
    );
  });
});

describe("what is no matrix of the right kind is refused by every factorisation", () => {
  test("a vector, or integers", () => {
    refuses("lu: takes matrices [..., m, n], found f32[3]", () => results(lu, ["f32[3]"]));
    refuses("qr: takes floating, complex dtypes, found i32[3,3]; convert with astype", () =>
      results(qr, ["i32[3,3]"], { fullMatrices: false, pivoting: false }),
    );
    refuses("svd: takes matrices [..., m, n], found f32[]", () =>
      results(svd, ["f32[]"], { fullMatrices: false, computeUv: true, subsetByIndex: null }),
    );
  });

  test("a matrix that is not square", () => {
    for (const [primitive, name] of [
      [cholesky, "cholesky"],
      [hessenberg, "hessenberg"],
    ] as const) {
      refuses(`${name}: takes square matrices [..., n, n], found f32[2,3]`, () => results(primitive, ["f32[2,3]"]));
    }
    const eigenvectors = { computeLeftEigenvectors: false, computeRightEigenvectors: true };
    refuses("eig: takes square matrices [..., n, n], found f32[3,3,2]", () =>
      results(eig, ["f32[3,3,2]"], eigenvectors),
    );
    refuses("eigh: takes square matrices [..., n, n], found f32[2,3]", () =>
      results(eigh, ["f32[2,3]"], { lower: true, sortEigenvalues: true, subsetByIndex: null }),
    );
    refuses("schur: takes square matrices [..., n, n], found f32[2,3]", () =>
      results(schur, ["f32[2,3]"], { computeSchurVectors: true }),
    );
    refuses("tridiagonal: takes square matrices [..., n, n], found f32[2,3]", () =>
      results(tridiagonal, ["f32[2,3]"], { lower: true }),
    );
  });
});
