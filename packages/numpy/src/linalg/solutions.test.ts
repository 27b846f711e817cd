import { config, type Array as NDArray } from "@hyrax/core";
import { afterAll, describe, expect, test } from "vitest";
import * as np from "../index.js";
import { linalg } from "../index.js";

config.update("enableX64", true); // here already, since inputs are made while tests are collected
afterAll(() => config.update("enableX64", false));

/** Elements without any structure. */
function spread(...shape: readonly number[]): NDArray {
  const size = shape.reduce((product, n) => product * n, 1);
  return np
    .array(
      Array.from({ length: size }, (_, i) => ((i * 7919 + 13) % 101) / 50 - 1),
      { dtype: "float64" },
    )
    .reshape(shape);
}

const regular = (...shape: readonly number[]) => spread(...shape).add(np.eye(shape.at(-1) as number).mul(3));

function expectClose(found: NDArray, wanted: NDArray, tolerance = 1e-12): void {
  expect(found.shape).toEqual(wanted.shape);
  expect(np.max(np.abs(found.sub(wanted)), { initial: 0 }).item()).toBeLessThan(tolerance);
}

describe("solve", () => {
  test("takes vectors and the columns of matrices, whose leading axes broadcast", () => {
    const a = regular(2, 3, 3);
    const vector = spread(3);
    expectClose(np.matvec(a, linalg.solve(a, vector)), np.broadcastTo(vector, [2, 3]));
    const columns = spread(4, 1, 3, 2);
    expectClose(a.matmul(linalg.solve(a, columns)), np.broadcastTo(columns, [4, 2, 3, 2]));
    expectClose(linalg.solve(a.get(0), spread(3)), linalg.solve(a, vector).get(0));
  });

  test("exchanges rows where a pivot is zero, and promotes integers", () => {
    const exchange = [
      [0, 1],
      [1, 0],
    ];
    expect(linalg.solve(np.array(exchange, { dtype: "int32" }), [3, 4]).tolist()).toEqual([4, 3]);
    expect(linalg.inv(exchange).tolist()).toEqual(exchange);
  });

  test("refuses right-hand sides of another size", () => {
    expect(() => linalg.solve(np.eye(2), np.ones(3))).toThrow(
      "solve: [2, 2] x = [3]: the right-hand side must be [n] or [..., n, k] with n = 2",
    );
    expect(() => linalg.solve(np.ones([4, 3, 3]), np.ones([4, 3]))).toThrow(
      "of several vectors, each with its own matrix",
    );
    expect(() => linalg.solve(np.ones([2, 3, 3]), np.ones([4, 3, 1]))).toThrow("do not broadcast");
  });
});

test("inv is the solution for the identity", () => {
  const a = regular(2, 4, 4);
  expectClose(linalg.inv(a).matmul(a), np.broadcastTo(np.eye(4), [2, 4, 4]));
});

describe("det and slogdet", () => {
  /** The sum over all permutations, by the first row. */
  function byCofactors(x: readonly (readonly number[])[]): number {
    if (x.length === 0) return 1;
    return (x[0] as readonly number[]).reduce((sum, value, j) => {
      const minor = x.slice(1).map((row) => row.filter((_, k) => k !== j));
      return sum + (j % 2 === 0 ? 1 : -1) * value * byCofactors(minor);
    }, 0);
  }

  test.each([1, 2, 3, 4, 5])("of matrices of size %i are the sum over all permutations", (n) => {
    const x = spread(3, n, n);
    const wanted = np.array((x.tolist() as number[][][]).map(byCofactors), { dtype: "float64" });
    expectClose(linalg.det(x), wanted);
    const { sign, logabsdet } = linalg.slogdet(x);
    expectClose(sign.mul(np.exp(logabsdet)), wanted);
  });

  test("of singular matrices are 0, and −∞ with the sign 0", () => {
    for (const n of [1, 2, 4]) {
      const { sign, logabsdet } = linalg.slogdet(np.zeros([n, n]));
      expect([linalg.det(np.zeros([n, n])).item(), sign.item(), logabsdet.item()]).toEqual([0, 0, -Infinity]);
    }
  });

  test("do not overflow in logarithms", () => {
    const [sign, logabsdet] = linalg.slogdet(np.eye(500).mul(-1e3).at(0, 0).set(1e3));
    expect(sign.item()).toBe(-1);
    expect(logabsdet.item()).toBeCloseTo(500 * Math.log(1e3), 8);
  });
});

describe("pinv", () => {
  test.each([
    [4, 2],
    [2, 4],
    [3, 3],
  ])("of matrices %i by %i fulfils Penrose's conditions", (m, n) => {
    const a = spread(2, m, n);
    const p = linalg.pinv(a);
    expectClose(a.matmul(p).matmul(a), a);
    expectClose(p.matmul(a).matmul(p), p);
    expectClose(a.matmul(p), a.matmul(p).mT);
    expectClose(p.matmul(a), p.matmul(a).mT);
  });

  test("leaves out what counts as zero", () => {
    const diagonal = np.diag(np.array([2, 1, 0.1]));
    expectClose(linalg.pinv(diagonal, { rtol: 0.1 }), np.diag(np.array([0.5, 1, 0])));
    expectClose(linalg.pinv(diagonal, { rcond: 0.01, hermitian: true }), np.diag(np.array([0.5, 1, 10])));
    expectClose(linalg.pinv([diagonal, diagonal], { rtol: [0.1, 0.6] }).get(1), np.diag(np.array([0.5, 0, 0])));
    expect(() => linalg.pinv(diagonal, { rtol: 1, rcond: 1 })).toThrow("pinv: rtol and rcond are the same");
    expect(linalg.pinv(np.zeros([0, 3])).shape).toEqual([3, 0]);
  });
});

describe("lstsq", () => {
  test("fulfils the normal equations, and says how far it is off", () => {
    const [a, b] = [spread(5, 2), spread(5, 3).mul(2)];
    const [x, residuals, rank, s] = linalg.lstsq(a, b);
    expectClose(a.mT.matmul(a).matmul(x), a.mT.matmul(b));
    expectClose(residuals, np.sum(np.square(a.matmul(x).sub(b)), { axis: 0 }));
    expect(Number(rank.item())).toBe(2);
    expectClose(s, linalg.svdvals(a));
  });

  test("is the shortest solution where there are several", () => {
    const [x] = linalg.lstsq([[1, 1]], [2]);
    expectClose(x, np.array([1, 1]));
    const [y, , rank] = linalg.lstsq(
      [
        [1, 0],
        [0, 1e-3],
      ],
      [1, 1],
      { rcond: 0.1 },
    );
    expectClose(y, np.array([1, 0]));
    expect(Number(rank.item())).toBe(1);
  });

  test("returns NumPy's empty residuals if asked to", () => {
    const residuals = (m: number, numpyResid: boolean) => linalg.lstsq(spread(m, 2), spread(m), { numpyResid })[1].size;
    expect([residuals(2, false), residuals(2, true), residuals(3, true)]).toEqual([1, 0, 1]);
  });
});

test("matrixRank counts singular values, and cond divides them", () => {
  const x = np.diag(np.array([4, 2, 1e-20]));
  expect(Number(linalg.matrixRank(x).item())).toBe(2);
  expect(
    linalg
      .matrixRank([x, np.eye(3)], { rtol: [3, 0.5] })
      .astype("int32")
      .tolist(),
  ).toEqual([1, 3]);
  expect([linalg.matrixRank([0, 3]).item(), linalg.matrixRank(0).item()]).toEqual([1, 0]);
  const regularDiagonal = np.diag(np.array([4, 2, 0.5]));
  expect(linalg.cond(regularDiagonal).item()).toBeCloseTo(8, 12);
  expect(linalg.cond(regularDiagonal, { p: -2 }).item()).toBeCloseTo(1 / 8, 12);
  expect(linalg.cond(regularDiagonal, { p: 1 }).item()).toBeCloseTo(8, 12);
  expect(linalg.cond(np.zeros([2, 2]), { p: 1 }).item()).toBe(Number.POSITIVE_INFINITY);
  expect(() => linalg.cond(np.zeros([0, 2]))).toThrow("cond: an empty matrix has no condition number");
});

describe("tensorinv and tensorsolve", () => {
  const a = spread(2, 3, 6).add(np.eye(6).reshape([2, 3, 6]).mul(4));

  test("undo a tensor product", () => {
    const b = spread(2, 3);
    const x = linalg.tensorsolve(a, b);
    expectClose(np.tensordot(a, x, { axes: 1 }), b);
    expectClose(np.tensordot(linalg.tensorinv(a), b, { axes: 2 }), x);
    const moved = np.moveaxis(a, -1, 1);
    expectClose(linalg.tensorsolve(moved, b, { axes: [1] }), x);
  });

  test("refuse shapes with other numbers of elements", () => {
    expect(() => linalg.tensorinv(a, { ind: 1 })).toThrow(
      "tensorinv: the first 1 axes of [2, 3, 6] have 2 elements and the others 18, which must be as many",
    );
    expect(() => linalg.tensorsolve(a, np.ones([3, 2]))).toThrow("must be the shape of b, [3, 2]");
  });
});
