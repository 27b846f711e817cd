import "@hyrax/cpu";
import { hostArray, type Array as NDArray } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { batchMatmul, dot, linalg, transpose } from "../index.js";

type Rows = readonly (readonly number[])[];

const vector = (...values: number[]) => hostArray(Float32Array.from(values), [values.length], "float32");
const matrix = (...rows: Rows) =>
  hostArray(Float32Array.from(rows.flat()), [rows.length, rows[0]?.length ?? 0], "float32");
const values = (x: NDArray) => Array.from(x.dataSync(), Number);

/** Expects the elements of an array, up to single precision. */
function expectNear(x: NDArray, wanted: Rows | readonly number[], tolerance = 1e-5): void {
  const flat = wanted.flat();
  const found = values(x);
  expect(found.length).toBe(flat.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - (flat[i] as number)), `element ${i} of [${found}]`).toBeLessThanOrEqual(tolerance);
  });
}

const symmetric = matrix([4, 1, -2, 2], [1, 2, 0, 1], [-2, 0, 3, -2], [2, 1, -2, -1]);
const tall = matrix([1, 2], [3, 4], [5, 6]);

// Numbers without another source are what JAX 0.10 answers.
describe("linalg", () => {
  test("cholesky symmetrizes its input unless told not to", () => {
    const a = matrix([4, 3], [1, 5]);
    expectNear(linalg.cholesky(a), [
      [2, 0],
      [1, 2],
    ]);
    const lower = linalg.cholesky(a, { symmetrizeInput: false });
    expectNear(lower, [
      [2, 0],
      [0.5, Math.sqrt(4.75)],
    ]);
  });

  test("cholesky is NaN below the diagonal, and zero above, where a matrix is not positive definite", () => {
    expect(values(linalg.cholesky(matrix([1, 2], [2, 1])))).toEqual([Number.NaN, 0, Number.NaN, Number.NaN]);
  });

  test("choleskyUpdate gives the factor of the matrix with one more square", () => {
    const r = matrix([2, 1, 0.5], [0, 3, -1], [0, 0, 1.5]);
    const updated = linalg.choleskyUpdate(r, vector(1, 0, -2));
    expectNear(updated, [
      [2.236068, 0.8944272, -0.4472136],
      [0, 3.03315, -0.6923494],
      [0, 0, 2.6116376],
    ]);
    expectNear(linalg.choleskyUpdate(r, vector(0, 0, 0)), values(r));
  });

  test("triangularSolve takes one vector for each matrix, on either side", () => {
    const options = { leftSide: true, lower: true };
    expectNear(linalg.triangularSolve(matrix([2, 0], [1, 4]), vector(2, 9), options), [1, 2]);
    expectNear(linalg.triangularSolve(matrix([2, 1], [0, 4]), vector(2, 9)), [1, 2]);
    expect(linalg.triangularSolve(matrix([2, 0], [1, 4]), matrix([2], [9]), options).shape).toEqual([2, 1]);
  });

  test("lu has LAPACK's pivots, and the permutation that they make", () => {
    const [factors, pivots, permutation] = linalg.lu(matrix([1, 2], [4, 2], [2, 3]));
    expectNear(factors, [
      [4, 2],
      [0.5, 2],
      [0.25, 0.75],
    ]);
    expect([values(pivots), values(permutation)]).toEqual([
      [1, 2],
      [1, 2, 0],
    ]);
    expect(values(linalg.luPivotsToPermutation(pivots, 3))).toEqual([1, 2, 0]);
  });

  test("qr gives a permutation with pivoting, and only then", () => {
    const a = matrix([1, 5, 2], [2, 4, 2], [3, 6, -1]);
    const [q, r, p] = linalg.qr(a, { pivoting: true });
    expect(values(p)).toEqual([1, 2, 0]);
    expectNear(r, [
      [-8.774964, -1.367527, -3.5327778],
      [0, -2.6701818, 0.6857844],
      [0, 0, 1.0242951],
    ]);
    expectNear(dot(q, r), [
      [5, 2, 1],
      [4, 2, 2],
      [6, -1, 3],
    ]);
    expect(linalg.qr(a)).toHaveLength(2);
  });

  // What geqrf leaves of `tall`.
  const reflections = matrix([-5.9160795, -7.437358], [0.43377176, 0.8280796], [0.72295296, 0.8926235]);
  const taus = vector(1.1690309, 1.1131042);

  test("householderProduct makes the Q that reflections describe", () => {
    const [q] = linalg.qr(tall, { fullMatrices: false });
    expectNear(linalg.householderProduct(reflections, taus), values(q));
  });

  test("ormqr multiplies with that Q and its adjoint, on both sides", () => {
    const c = matrix([1, 0], [2, 1], [0, -1]);
    const product = [
      [1.6251397, 0.4888375],
      [0.0449595, 1.0925226],
      [-1.5352193, -0.7532809],
    ];
    const withAdjoint = [
      [-1.1832161, 0.3380617],
      [1.4491373, 0.6210585],
      [-1.2247455, -1.224745],
    ];
    const turned = (rows: Rows) => [0, 1].map((j) => rows.map((row) => row[j] as number));
    expectNear(linalg.ormqr(reflections, taus, c), product);
    expectNear(linalg.ormqr(reflections, taus, c, { transpose: true }), withAdjoint);
    const ct = transpose(c, [1, 0]);
    expectNear(linalg.ormqr(reflections, taus, ct, { left: false }), turned(withAdjoint));
    expectNear(linalg.ormqr(reflections, taus, ct, { left: false, transpose: true }), turned(product));
  });

  test("eigh finds some of the eigenvalues if asked", () => {
    const [v, w] = linalg.eigh(symmetric);
    const [someV, someW] = linalg.eigh(symmetric, { subsetByIndex: [1, 3] });
    expect(values(someW)).toEqual(values(w).slice(1, 3));
    expect(someV.shape).toEqual([4, 2]);
    expect(values(someV)).toEqual(values(v).filter((_, i) => i % 4 === 1 || i % 4 === 2));
  });

  test("eig returns the vectors that it is asked for", () => {
    expect(linalg.eig(symmetric).map(({ dtype, shape }) => `${dtype} ${shape}`)).toEqual([
      "complex64 4",
      "complex64 4,4",
      "complex64 4,4",
    ]);
    expect(linalg.eig(symmetric, { computeLeftEigenvectors: false })).toHaveLength(2);
    const options = { computeLeftEigenvectors: false, computeRightEigenvectors: false };
    expect(linalg.eig(symmetric, options)).toHaveLength(1);
  });

  test("svd finds some of the singular values if asked, without the rest of full matrices", () => {
    const s = linalg.svd(tall, { computeUv: false });
    const [u, some, vh] = linalg.svd(tall, { fullMatrices: false, subsetByIndex: [1, 2] });
    expect(values(some)).toEqual(values(s).slice(1));
    expect([u.shape, vh.shape]).toEqual([
      [3, 1],
      [1, 2],
    ]);
    expect(() => linalg.svd(tall, { subsetByIndex: [1, 2] })).toThrow(/needs { fullMatrices: false }/);
    expect(() => linalg.svd(tall, { fullMatrices: false, subsetByIndex: [1, 3] })).toThrow(/no range of 2 values/);
  });

  test("schur gives a block of two for complex eigenvalues, and Z only if it is wanted", () => {
    const a = matrix([0, 2, 1], [-2, 0, 3], [1, 0, 1]);
    const [t, z] = linalg.schur(a);
    expectNear(t, [
      [-0.5, -2.7528732, -1.8394327],
      [1.7254702, -0.5, -1.2493716],
      [0, 0, 2],
    ]);
    expectNear(dot(dot(z, t), transpose(z, [1, 0])), values(a));
    expect(linalg.schur(a, { computeSchurVectors: false })).toHaveLength(1);
  });

  test("hessenberg leaves its reflections below the form", () => {
    const [form, scales] = linalg.hessenberg(matrix([1, 2, 3], [4, 5, 6], [7, 8, 10]));
    expectNear(form, [
      [1, -3.5970075, -0.2480697],
      [-8.0622578, 14.8, 2.4],
      [0.5803226, 0.4, 0.2],
    ]);
    expectNear(scales, [1.4961389, 0]);
  });

  test("tridiagonal reduces the lower triangle from its start, the upper one from its end", () => {
    const [packed, d, e, scales] = linalg.tridiagonal(symmetric);
    expectNear(packed, [
      [4, 1, -2, 2],
      [-3, 3.3333333, 0, 1],
      [-0.5, -1.6666667, -1.32, -2],
      [0.5, 0.5, 0.9066667, 1.9866667],
    ]);
    expectNear(d, [4, 3.3333333, -1.32, 1.9866667]);
    expectNear(e, [-3, -1.6666667, 0.9066667]);
    expectNear(scales, [1.3333333, 1.6, 0]);
    const upper = linalg.tridiagonal(symmetric, { lower: false });
    expectNear(upper[0], [
      [2.2615386, -0.0923077, -0.5803222, -0.4],
      [1, 1.182906, 0.895806, -0.2],
      [-2, 0, 5.5555556, 3],
      [2, 1, -2, -1],
    ]);
    expectNear(upper[3], [0, 1.49614, 1.6666667]);
  });

  test("tridiagonalSolve does not read what lies outside of the matrix", () => {
    const [dl, d, du] = [vector(Number.NaN, 1, 2), vector(4, 3, 5), vector(1, -1, Number.NaN)];
    const x = linalg.tridiagonalSolve(dl, d, du, matrix([6], [4], [19]));
    expectNear(x, [1, 2, 3]);
  });

  test("symmetricProduct copies the lower triangle to the upper one if asked", () => {
    const c = matrix([1, 2, 3], [2, 5, 6], [3, 6, 9]);
    const options = { alpha: 2, beta: 0.5, symmetrizeOutput: true };
    expectNear(linalg.symmetricProduct(tall, c, options), [
      [10.5, 23, 35.5],
      [23, 52.5, 81],
      [35.5, 81, 126.5],
    ]);
  });

  test("qdwh gives the polar decomposition", () => {
    const [u, h, , isConverged] = linalg.qdwh(tall);
    expectNear(u, [
      [-0.5510034, 0.7278247],
      [0.1361587, 0.561065],
      [0.8233202, 0.3943059],
    ]);
    expectNear(h, [
      [3.9740734, 4.3825493],
      [4.3825493, 6.0657454],
    ]);
    expect(isConverged.item()).toBe(true);
  });

  test("works on batches of matrices", () => {
    const batch = hostArray(Float32Array.from([2, 1, 1, 2, 3, 0, 1, 4]), [2, 1, 2, 2], "float32");
    const [q, r] = linalg.qr(batch);
    expectNear(batchMatmul(q, r), values(batch));
    expect(linalg.svd(batch, { computeUv: false }).shape).toEqual([2, 1, 2]);
  });

  test("names itself and the shapes that it does not take", () => {
    expect(() => linalg.cholesky(tall)).toThrow(/^cholesky: takes square matrices \[..., n, n\], found f32\[3,2\]/);
    expect(() => linalg.svd(vector(1, 2))).toThrow(/^svd: takes matrices/);
    expect(() => linalg.qdwh(matrix([1, 2, 3]))).toThrow(/^qdwh: takes a matrix \[m, n\] with m >= n/);
    expect(() => linalg.choleskyUpdate(tall, vector(1, 2))).toThrow(/^choleskyUpdate: takes a matrix/);
    expect(() => linalg.ormqr(reflections, taus, matrix([1, 2]))).toThrow(
      /a matrix with m rows, found f32\[3,2\], f32\[2\] and f32\[1,2\]/,
    );
    // @ts-expect-error: there is no such option
    expect(() => linalg.qr(tall, { mode: "raw" })).toThrow(/mode/);
  });
});
