import { describe, expect, test } from "vitest";
import * as np from "../index.js";
import { linalg } from "../index.js";

describe("norm", () => {
  const x = np.array([
    [3, -4],
    [0, 12],
  ]);

  test("of a vector is the root of a sum of powers, and its limits", () => {
    const v = np.array([3, -4, 0]);
    const norms = [2, 1, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((ord) =>
      linalg.norm(v, { ord }).item(),
    );
    expect(norms).toEqual([5, 7, 2, 4, 0]);
    expect(linalg.norm(v, { ord: 3 }).item()).toBeCloseTo(Math.cbrt(27 + 64), 5);
  });

  test("of a matrix sums columns or rows, or all squares", () => {
    expect(linalg.norm(x).item()).toBe(13);
    expect([linalg.norm(x, { ord: 1 }).item(), linalg.norm(x, { ord: -1 }).item()]).toEqual([16, 3]);
    expect(linalg.norm(x, { ord: Number.POSITIVE_INFINITY, keepdims: true }).tolist()).toEqual([[12]]);
    expect(linalg.matrixNorm(np.ones([5, 2, 2])).tolist()).toEqual([2, 2, 2, 2, 2]);
    expect(linalg.vectorNorm(x, { axis: 1 }).tolist()).toEqual([5, 12]);
  });

  test("of a matrix is made of singular values", () => {
    // x xᵀ has the trace 169 and the determinant 36², which give its eigenvalues.
    const squares = [1, -1].map((sign) => (9 + 16 + 144 + sign * Math.sqrt(169 ** 2 - 4 * 36 ** 2)) / 2);
    const [s1, s2] = squares.map(Math.sqrt) as [number, number];
    expect(linalg.norm(x, { ord: 2 }).item()).toBeCloseTo(s1, 5);
    expect(linalg.norm(x, { ord: -2 }).item()).toBeCloseTo(s2, 5);
    expect(linalg.norm(x, { ord: "nuc" }).item()).toBeCloseTo(s1 + s2, 5);
    expect(linalg.norm(np.ones([2, 3, 4]), { ord: 2, axis: [0, 2], keepdims: true }).shape).toEqual([1, 3, 1]);
    expect(linalg.matrixNorm(np.ones([5, 2, 2]), { ord: "nuc" }).shape).toEqual([5]);
  });

  test("says which norms and axes there are", () => {
    // Users without types pass what the types forbid.
    expect(() => linalg.norm(x, { ord: "bad" as "fro" })).toThrow(
      'norm: the norm "bad" is none of matrices: "fro", "nuc", 1, −1, 2, −2, ±Infinity',
    );
    expect(() => linalg.norm(np.ones([2, 2, 2]), { ord: 1 })).toThrow(
      "norm: a vector has one axis and a matrix two, found 3 of the shape [2, 2, 2]; say which with axis",
    );
  });
});
