import type { Array as NDArray } from "@hyrax/core";
import { expect, test } from "vitest";
import * as np from "../index.js";

const at = (p: NDArray, x: number) => np.polyval(p, x).item() as number;

test("sums, differences and products of polynomials have the values of their parts", () => {
  const [p, q] = [np.array([1, -2, 3]), np.array([2, 5])];
  for (const x of [-2, 0, 3]) {
    expect(at(np.polyadd(p, q), x)).toBe(at(p, x) + at(q, x));
    expect(at(np.polysub(p, q), x)).toBe(at(p, x) - at(q, x));
    expect(at(np.polymul(p, q), x)).toBe(at(p, x) * at(q, x));
  }
});

test("a quotient times the divisor plus the remainder is the dividend", () => {
  const [p, q] = [np.array([2, 5, 3, 1]), np.array([1, 1])];
  const [quotient, remainder] = np.polydiv(p, q);
  expect(np.polyadd(np.polymul(quotient, q), remainder).tolist()).toEqual(p.tolist());
  expect(np.polydiv(p, q, { trimLeadingZeros: true })[1].tolist()).toEqual([1]);
});

test("a polynomial from its zeros vanishes at them", () => {
  const p = np.poly([1, -2, 4]);
  expect([at(p, 1), at(p, -2), at(p, 4), at(p, 0)]).toEqual([0, 0, 0, 8]);
});

test("a derivative undoes an integral; constants come in the order of integration", () => {
  const p = np.array([3, 0, 1]);
  expect(np.polyder(np.polyint(p)).tolist()).toEqual(p.tolist());
  expect(np.polyint([6], { m: 2, k: [1, 2] }).tolist()).toEqual([3, 1, 2]);
  expect(np.polyder([1, 2, 3, 4], { m: 2 }).tolist()).toEqual([6, 4]);
  expect(np.polyder([5]).shape).toEqual([0]);
  expect(() => np.polyint([1], { m: -1 })).toThrow("polyint: m must be an integer of zero or more, found -1");
});

test("coefficients along axis 0 make many polynomials at once", () => {
  expect(
    np
      .polyval(
        [
          [1, 2],
          [0, 1],
        ],
        3,
      )
      .tolist(),
  ).toEqual([3, 7]);
  expect(() => np.polyadd([[1]], [1])).toThrow("polyadd: coefficients are one axis, found the shape [1, 1]");
});
