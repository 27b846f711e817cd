import { expect, test } from "vitest";
import * as np from "../index.js";
import { linalg } from "../index.js";

test("multiDot is the product of all, vectors at the ends included", () => {
  const [a, b, c] = [np.arange(6).reshape([2, 3]), np.ones([3, 4]), np.arange(8).reshape([4, 2])];
  expect(linalg.multiDot([a, b, c]).tolist()).toEqual(a.matmul(b).matmul(c).tolist());
  expect(linalg.multiDot([np.arange(3), b, c, np.ones(2)]).item()).toBe(np.arange(3).matmul(b).matmul(c).sum().item());
  expect(() => linalg.multiDot([a, a])).toThrow("multiDot: the inner sizes of arrays 0 and 1 differ, 3 and 2");
  expect(() => linalg.multiDot([a, np.ones(3), c])).toThrow(
    "multiDot: array 1 must be a matrix, found the shapes [2, 3] [3] [4, 2]",
  );
});

test("matrixPower multiplies as often as the power says", () => {
  const x = np.array([
    [1, 1],
    [1, 0],
  ]);
  // Fibonacci's numbers.
  expect(linalg.matrixPower(x, 10).tolist()).toEqual([
    [89, 55],
    [55, 34],
  ]);
  expect(linalg.matrixPower(np.ones([3, 2, 2]), 0).shape).toEqual([3, 2, 2]);
  expect(linalg.matrixPower(x, -2).tolist()).toEqual([
    [1, -1],
    [-1, 2],
  ]);
  expect(() => linalg.matrixPower(np.ones([2, 3]), 2)).toThrow(
    "matrixPower: the last two axes must have the same size, found the shape [2, 3]",
  );
});

test("diagonals, traces and products take the last axes", () => {
  const x = np.arange(18).reshape([2, 3, 3]);
  expect(linalg.diagonal(x).tolist()).toEqual([
    [0, 4, 8],
    [9, 13, 17],
  ]);
  expect(linalg.trace(x, { offset: -1 }).tolist()).toEqual([10, 28]);
  expect(() => linalg.outer(x, [1])).toThrow("linalg.outer: takes two vectors, found the shapes [2, 3, 3] and [1]");
  expect(() => linalg.cross([1, 2], [3, 4])).toThrow("linalg.cross: vectors have 3 elements, found 2 in the shape [2]");
});
