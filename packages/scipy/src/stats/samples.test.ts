import * as np from "@hyrax/numpy";
import { describe, expect, test } from "vitest";
import { mode, type RankMethod, rankdata, sem } from "./index.js";

const data = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];

/** Ranks by their definition. */
const definitions: Readonly<Record<RankMethod, (x: number, i: number) => number>> = {
  min: (x) => data.filter((y) => y < x).length + 1,
  max: (x) => data.filter((y) => y <= x).length,
  average: (x) => (data.filter((y) => y < x).length + 1 + data.filter((y) => y <= x).length) / 2,
  dense: (x) => new Set(data.filter((y) => y <= x)).size,
  ordinal: (x, i) => data.filter((y, j) => y < x || (y === x && j <= i)).length,
};

describe("rankdata", () => {
  test.each(Object.entries(definitions))("%s is what its definition says", (method, rank) => {
    expect(rankdata(np.array(data), { method: method as RankMethod }).tolist()).toEqual(data.map(rank));
  });

  test("along an axis ranks each row, and NaN spoils its own row only", () => {
    const rows = np.array([
      [3, 1, 2],
      [Number.NaN, 1, 2],
    ]);
    expect(rankdata(rows, { axis: 1 }).tolist()).toEqual([
      [3, 1, 2],
      [Number.NaN, Number.NaN, Number.NaN],
    ]);
    expect(rankdata(rows.get("0:1", ":")).shape).toEqual([3]);
  });

  test("refuses an unknown method", () => {
    expect(() => rankdata([1], { method: "median" as "min" })).toThrow(
      /one of average, min, max, dense, ordinal; found median/,
    );
  });
});

describe("mode", () => {
  test("is the least of the most frequent elements, with their count", () => {
    const { mode: value, count } = mode(np.array([[2, 1, 2, 1, 7], data.slice(0, 5)]), { axis: 1 });
    expect([value.tolist(), count.tolist()]).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test("looks along axis 0, or at all elements", () => {
    const rows = np.array([
      [1, 2],
      [1, 3],
    ]);
    expect(mode(rows).mode.tolist()).toEqual([1, 2]);
    expect(mode(rows, { axis: null, keepdims: true }).mode.tolist()).toEqual([[1]]);
    expect(mode(np.zeros([0, 2])).mode.tolist()).toEqual([Number.NaN, Number.NaN]);
  });
});

describe("sem", () => {
  test("is the deviation over √n", () => {
    const rows = np.array([data, data.map((x) => 2 * x)]);
    const one = (np.std(np.array(data), { ddof: 1 }).item() as number) / Math.sqrt(data.length);
    const [first, second] = sem(rows, { axis: 1 }).tolist() as [number, number];
    expect([first, second]).toEqual([expect.closeTo(one, 5), expect.closeTo(2 * one, 5)]);
  });

  test("leaves NaN out if asked to", () => {
    const some = np.array([1, Number.NaN, 2, 4]);
    expect(sem(some).item()).toBe(Number.NaN);
    expect(sem(some, { nanPolicy: "omit" }).item()).toBeCloseTo(sem(np.array([1, 2, 4])).item() as number, 6);
    expect(() => sem(some, { nanPolicy: "raise" as "omit" })).toThrow(/propagate/);
  });
});
