import { config, flatten, type Array as NDArray, unflatten } from "@hyrax/core";
import { afterAll, describe, expect, test } from "vitest";
import * as np from "../index.js";
import { linalg } from "../index.js";

config.update("enableX64", true); // here already, since inputs are made while tests are collected
afterAll(() => config.update("enableX64", false));

/** Well conditioned matrices without any structure. */
function matrices(...shape: readonly number[]): NDArray {
  const size = shape.reduce((product, n) => product * n, 1);
  return np
    .array(
      Array.from({ length: size }, (_, i) => ((i * 7919 + 13) % 101) / 50 - 1),
      { dtype: "float64" },
    )
    .reshape(shape);
}

function expectClose(found: NDArray, wanted: NDArray, tolerance = 1e-12): void {
  expect(found.shape).toEqual(wanted.shape);
  expect(np.max(np.abs(found.sub(wanted)), { initial: 0 }).item()).toBeLessThan(tolerance);
}

const identities = (shape: readonly number[]) => np.broadcastTo(np.eye(shape.at(-1) as number), shape);

describe("cholesky", () => {
  const x = matrices(2, 4, 4);
  const definite = x.matmul(x.mT).add(np.eye(4));

  test("is triangular, and multiplied with its transpose the matrix", () => {
    const lower = linalg.cholesky(definite);
    expectClose(lower, np.tril(lower));
    expectClose(lower.matmul(lower.mT), definite);
    const upper = linalg.cholesky(definite, { upper: true });
    expectClose(upper, lower.mT);
  });

  test("takes the mean of a matrix and its transpose, or one triangle", () => {
    const half = np.tril(definite).add(np.tril(definite, { k: -1 }));
    expectClose(linalg.cholesky(half), linalg.cholesky(definite));
    expectClose(linalg.cholesky(np.tril(definite), { symmetrizeInput: false }), linalg.cholesky(definite));
  });

  test("is NaN where the matrix is not positive definite, and of integers a float", () => {
    const found = linalg.cholesky([definite.get(0), definite.get(0).mul(-1)]);
    expect(np.any(np.isnan(found), { axis: [-2, -1] }).tolist()).toEqual([false, true]);
    expect(linalg.cholesky(np.array([[4]], { dtype: "int32" })).dtype).toBe("float32");
  });
});

describe("qr", () => {
  test.each([
    [4, 3],
    [3, 3],
    [2, 4],
  ])("of matrices %i by %i has orthonormal columns and an upper triangle", (m, n) => {
    const x = matrices(2, m, n);
    for (const mode of ["reduced", "complete"] as const) {
      const { Q, R } = linalg.qr(x, { mode });
      const inner = mode === "complete" ? m : Math.min(m, n);
      expect([Q.shape, R.shape]).toEqual([
        [2, m, inner],
        [2, inner, n],
      ]);
      expectClose(Q.matmul(R), x);
      expectClose(Q.mT.matmul(Q), identities([2, inner, inner]));
      expectClose(R, np.triu(R));
    }
    expectClose(linalg.qr(x, { mode: "r" }), linalg.qr(x).R);
  });
});

describe("svd", () => {
  test.each([
    [4, 2],
    [3, 3],
    [2, 5],
  ])("of matrices %i by %i takes them apart", (m, n) => {
    const x = matrices(2, m, n);
    const { U, S, Vh } = linalg.svd(x, { fullMatrices: false });
    expectClose(U.mul(np.expandDims(S, -2)).matmul(Vh), x);
    expect(np.all(np.diff(S).lessEqual(0)).item()).toBe(true);
    expectClose(linalg.svdvals(x), S);
    const full = linalg.svd(x);
    expectClose(full.U.matmul(full.U.mT), identities([2, m, m]));
    expectClose(full.Vh.matmul(full.Vh.mT), identities([2, n, n]));
  });

  test("of symmetric matrices follows from their eigenvalues", () => {
    const x = matrices(3, 4, 4);
    const symmetric = x.add(x.mT);
    const { U, S, Vh } = linalg.svd(symmetric, { hermitian: true });
    expectClose(U.mul(np.expandDims(S, -2)).matmul(Vh), symmetric);
    expectClose(S, linalg.svdvals(symmetric));
    expectClose(linalg.svd(symmetric, { hermitian: true, computeUv: false }), S);
  });
});

describe("eigh", () => {
  const x = matrices(2, 4, 4);
  const symmetric = x.add(x.mT);

  test("takes symmetric matrices apart, eigenvalues in ascending order", () => {
    const { eigenvalues, eigenvectors } = linalg.eigh(symmetric);
    expectClose(eigenvectors.mul(np.expandDims(eigenvalues, -2)).matmul(eigenvectors.mT), symmetric);
    expectClose(eigenvectors.mT.matmul(eigenvectors), identities([2, 4, 4]));
    expect(np.all(np.diff(eigenvalues).greaterEqual(0)).item()).toBe(true);
    expectClose(linalg.eigvalsh(symmetric), eigenvalues);
  });

  test("reads one triangle if the input is not symmetrized", () => {
    const wanted = linalg.eigvalsh(symmetric);
    expectClose(linalg.eigvalsh(np.tril(symmetric), { symmetrizeInput: false }), wanted);
    expectClose(linalg.eigvalsh(np.triu(symmetric), { UPLO: "U", symmetrizeInput: false }), wanted);
  });
});

test("results with names are taken apart as lists, and are nodes of pytrees", () => {
  const result = linalg.qr(matrices(3, 3));
  const [q, r, ...rest] = result;
  expect(q).toBe(result.Q);
  expect(r).toBe(result.R);
  expect(rest).toHaveLength(0);
  expect([result[0], result[1]].map((x) => x.shape)).toEqual([q.shape, r.shape]);
  const [leaves, treedef] = flatten(result);
  expect(leaves).toHaveLength(2);
  const swapped = unflatten(treedef, leaves.reverse()) as linalg.QRResult;
  expect(swapped).toBeInstanceOf(linalg.QRResult);
  expect(swapped.Q).toBe(result.R);
  expect(swapped.R).toBe(result.Q);
});

test("shapes and options that do not fit are refused, by the name of the function", () => {
  const wide = np.ones([2, 3]);
  for (const name of ["cholesky", "eigh", "eigvalsh", "eig", "eigvals", "inv", "det", "slogdet"] as const) {
    expect(() => linalg[name](wide)).toThrow(
      `${name}: takes square matrices, found the shape [2, 3] whose last two axes differ`,
    );
  }
  for (const name of ["qr", "svd", "svdvals", "pinv"] as const) {
    expect(() => linalg[name](np.ones([3]))).toThrow(`${name}: takes matrices [..., m, n], found the shape [3]`);
  }
  // Users without types pass what the types forbid.
  expect(() => linalg.qr(wide, { mode: "raw" as "r" })).toThrow('the mode "raw" is none of');
  expect(() => linalg.eigh(np.eye(2), { UPLO: "X" as "L" })).toThrow('eigh: UPLO must be "L" or "U", found "X"');
  expect(() => linalg.svd(wide, { computeUV: false } as object)).toThrow(/svd: .*computeUV/);
});
