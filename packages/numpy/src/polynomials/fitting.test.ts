import "../index.js";
import type { Complex, Array as NDArray } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import * as np from "../index.js";

const close = (found: NDArray, wanted: readonly unknown[], digits = 4) => {
  const flat = (x: unknown): number[] => (Array.isArray(x) ? x.flatMap(flat) : [x as number]);
  const [got, want] = [flat(found.tolist()), flat(wanted)];
  expect(got.length).toBe(want.length);
  got.forEach((value, i) => {
    expect(value).toBeCloseTo(want[i] as number, digits);
  });
};

describe("polyfit", () => {
  const x = [0, 1, 2, 3, 4];

  test("finds the polynomial that passes through its points", () => {
    const wanted = [2, -1, 0.5];
    close(np.polyfit(x, np.polyval(wanted, x), 2), wanted);
    const both = np.stack([np.polyval(wanted, x), np.polyval([1, 0, 0], x)], { axis: 1 });
    close(np.polyfit(x, both, 2), [
      [2, 1],
      [-1, 0],
      [0.5, 0],
    ]);
  });

  // The figures are NumPy's: np.polyfit(x, y, 1, w=w, cov=True), and full=True.
  test("weighs points, and estimates the covariance", () => {
    const y = [1, 3, 2, 5, 4];
    const w = [1, 2, 1, 2, 1];
    const [fitted, covariance] = np.polyfit(x, y, 1, { w, cov: true }) as NDArray[];
    close(fitted as NDArray, [0.875, 1.795455], 4);
    close(
      covariance as NDArray,
      [
        [0.134943, -0.269886],
        [-0.269886, 0.736054],
      ],
      4,
    );
    const [, unscaled] = np.polyfit(x, y, 1, { w, cov: "unscaled" }) as NDArray[];
    close(
      unscaled as NDArray,
      [
        [0.0625, -0.125],
        [-0.125, 0.340909],
      ],
      4,
    );
  });

  test("returns all that the solution gives where it is asked for", () => {
    const [fitted, residuals, rank, singular, rcond] = np.polyfit(x, [1, 3, 2, 5, 4], 1, { full: true }) as NDArray[];
    close(fitted as NDArray, [0.8, 1.4]);
    close(residuals as NDArray, [3.6]);
    expect(rank?.item()).toBe(2);
    close(singular as NDArray, [1.347775, 0.428373], 4);
    expect(rcond?.item()).toBeCloseTo(5 * 2 ** -23, 10);
  });

  test("says what does not fit", () => {
    expect(() => np.polyfit([1, 2], [1], 1)).toThrow(
      "polyfit: takes x [m] and y [m] or [m, k] with m at least 1, found the shapes [2] and [1]",
    );
    expect(() => np.polyfit([1, 2], [1, 2], -1)).toThrow("the degree is a whole number from 0, found -1");
    expect(() => np.polyfit([1, 2], [1, 2], 1, { w: [1] })).toThrow("takes a weight for each of 2 points");
    expect(() => np.polyfit([1, 2], [1, 2], 1, { cov: true })).toThrow("2 points leave no freedom");
  });
});

describe("roots", () => {
  const sorted = (p: readonly number[]) =>
    (np.roots(p).tolist() as Complex[])
      .map(({ re, im }) => [re, im])
      .sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);

  test("are where the polynomial vanishes", () => {
    close(
      np.array(sorted([1, -6, 11, -6])),
      [
        [1, 0],
        [2, 0],
        [3, 0],
      ],
      3,
    );
    close(np.array(sorted([1, 2, 5])), [
      [-1, -2],
      [-1, 2],
    ]);
    close(np.array(sorted([2, -3])), [[1.5, 0]]);
    expect(np.roots([3]).shape).toEqual([0]);
  });

  test("zeros in front are dropped, or give NaN where the values are not to be looked at", () => {
    close(np.array(sorted([0, 0, 1, -4])), [[4, 0]]);
    const found = np.roots([0, 1, -4], { stripZeros: false });
    expect(found.shape).toEqual([2]);
    expect(np.real(found).get(0).item()).toBeCloseTo(4, 4);
    expect(np.isnan(found).tolist()).toEqual([false, true]);
  });

  test("a constant in the last place is a root at zero", () => {
    close(np.array(sorted([1, -1, 0])), [
      [0, 0],
      [1, 0],
    ]);
  });
});
