import { config, type Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { afterAll, describe, expect, test } from "vitest";
import { adjoint, complexSpread, expectClose, regular, spread } from "../../test-support/matrices.js";
import { linalg } from "../index.js";

config.update("enableX64", true); // here already, since inputs are made while tests are collected
afterAll(() => config.update("enableX64", false));

const kinds = [
  ["real", spread],
  ["complex", complexSpread],
] as const;

describe.each(kinds)("%s systems", (_, draw) => {
  const a = regular(draw(2, 3, 3));
  const definite = a.matmul(adjoint(a));
  const vectors = draw(2, 3);
  const columns = draw(2, 3, 4);
  const productWith = (x: NDArray, y: NDArray) => (y.ndim === 2 ? np.matvec(x, y) : x.matmul(y));

  test.each([true, false])("Cholesky's factors solve them, lower: %s", (lower) => {
    const triangle = lower ? np.tril(definite) : np.triu(definite);
    const [factor, isLower] = linalg.choFactor(triangle, { lower });
    expect(isLower).toBe(lower);
    expectClose(lower ? factor.matmul(adjoint(factor)) : adjoint(factor).matmul(factor), definite);
    expectClose(linalg.cholesky(triangle, { lower }), factor);
    for (const b of [vectors, columns]) expectClose(productWith(definite, linalg.choSolve([factor, lower], b)), b);
  });

  test.each([0, 1, 2] as const)("the factors of LU solve them, trans: %i", (trans) => {
    const matrix = [a, a.mT, adjoint(a)][trans] as NDArray;
    for (const b of [vectors, columns]) {
      expectClose(productWith(matrix, linalg.luSolve(linalg.luFactor(a), b, { trans })), b);
    }
  });

  test.each(["gen", "sym", "her", "pos"] as const)("are solved where the matrix is %s", (assumeA) => {
    for (const b of [np.atleast1d(vectors.get(0)), columns]) {
      const x = linalg.solve(definite, b, { assumeA });
      expectClose(b.ndim === 1 ? np.matvec(definite, x) : definite.matmul(x), np.broadcastTo(b, x.shape));
    }
  });

  test.each([
    [0, false],
    [1, true],
    [2, false],
    ["N", true],
    ["T", false],
    ["C", true],
  ] as const)("with triangles are solved, trans: %s, lower: %s", (trans, lower) => {
    const triangle = lower ? np.tril(a) : np.triu(a);
    const matrix = {
      0: triangle,
      1: triangle.mT,
      2: adjoint(triangle),
      N: triangle,
      T: triangle.mT,
      C: adjoint(triangle),
    }[trans];
    expectClose(matrix.matmul(linalg.solveTriangular(a, columns, { trans, lower })), columns);
  });

  test.each(["schur", "eigen"] as const)("of Sylvester are solved by %s", (method) => {
    const b = regular(draw(2, 4, 4), 4);
    const x = linalg.solveSylvester(a, b, columns, { method });
    expect(x.dtype).toBe(columns.dtype);
    expectClose(a.matmul(x).add(x.matmul(b)), columns);
  });
});

test("a diagonal of ones is not read", () => {
  const a = regular(spread(3, 3));
  const unit = np.tril(a, { k: -1 }).add(np.eye(3));
  expectClose(unit.matmul(linalg.solveTriangular(a, spread(3, 1), { lower: true, unitDiagonal: true })), spread(3, 1));
});

test("a system of Sylvester without a unique solution is NaN", () => {
  const x = linalg.solveSylvester(np.eye(2), np.eye(2).neg(), np.ones([2, 2]));
  expect(np.all(np.isnan(x)).item()).toBe(true);
});

test("what does not fit is refused, by the name of the function", () => {
  const [two, wide] = [np.eye(2), np.ones([2, 3])];
  expect(() => linalg.cholesky(wide)).toThrow("cholesky: takes square matrices, found the shape [2, 3]");
  expect(() => linalg.choFactor(np.ones([2]))).toThrow("choFactor: takes matrices [..., m, n], found the shape [2]");
  expect(() => linalg.solveTriangular(two, np.ones([3]))).toThrow(
    "solveTriangular: matrices [2, 2] take right-hand sides [2] or [..., 2, k], found [3]",
  );
  // Users without types pass what the types forbid.
  expect(() => linalg.solveTriangular(two, np.ones([2]), { trans: 3 as 2 })).toThrow(
    'trans must be 0 or "N", 1 or "T"',
  );
  expect(() => linalg.solve(two, np.ones([2]), { assumeA: "neg" as "pos" })).toThrow(
    'solve: assumeA must be one of gen, sym, her, pos, found "neg"',
  );
  expect(() => linalg.solveSylvester(two, two, wide)).toThrow(
    "takes matrices [..., m, m], [..., n, n] and [..., m, n]",
  );
  expect(() => linalg.luSolve(linalg.luFactor(two), np.ones([2]), { transposed: 1 } as object)).toThrow(
    /luSolve: .*transposed/,
  );
});
