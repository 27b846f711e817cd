import { ConcretizationTypeError, evalJaxpr, type Array as NDArray, stage } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import * as np from "../index.js";

const nan = Number.NaN;

/** What a function gives for a traced array, evaluated afterwards, and what it gives at once. */
function both(f: (x: NDArray) => NDArray, x: NDArray) {
  const { jaxpr, consts } = stage(([y]) => [f(y as NDArray)], [x.aval]);
  return [evalJaxpr(jaxpr, consts, [x])[0]?.tolist(), f(x).tolist()];
}

const traced = (f: (x: NDArray) => unknown, x: NDArray) => () => {
  stage(
    ([y]) => {
      f(y as NDArray);
      return [];
    },
    [x.aval],
  );
};

describe("sort", () => {
  test("puts NaN last, or first if descending, and keeps the order of 0 and −0", () => {
    expect(np.sort([2, nan, -Infinity, 1]).tolist()).toEqual([-Infinity, 1, 2, nan]);
    expect(np.sort([2, nan, 1], { descending: true }).tolist()).toEqual([nan, 2, 1]);
    expect(String(np.sort([0, -0, -1]))).toBe("[-1.  0. -0.]");
  });

  test("is stable in both directions", () => {
    expect(np.argsort([2, 1, 2, 1]).tolist()).toEqual([1, 3, 0, 2]);
    expect(np.argsort([2, 1, 2, 1], { descending: true }).tolist()).toEqual([0, 2, 1, 3]);
  });

  test("sorts along an axis, or the flattened array", () => {
    const x = np.array([
      [3, 1],
      [2, 4],
    ]);
    expect(np.sort(x, { axis: 0 }).tolist()).toEqual([
      [2, 1],
      [3, 4],
    ]);
    expect(np.sort(x, { axis: null }).tolist()).toEqual([1, 2, 3, 4]);
  });
});

test("lexsort sorts by the last key first", () => {
  expect(
    np
      .lexsort([
        [1, 2, 0],
        [1, 0, 0],
      ])
      .tolist(),
  ).toEqual([2, 1, 0]);
  expect(() => np.lexsort([[1], [1, 2]])).toThrow("lexsort: the keys must have the same shape, found [1] and [2]");
});

test("partition refuses a position that there is not", () => {
  expect(() => np.partition([1, 2], 2)).toThrow("partition: axis 2 is out of range");
});

describe("searchsorted", () => {
  const sorted = [1, 2, 2, 3, nan];

  test("finds the same places by every method, on both sides, NaN last", () => {
    const values = [0, 1, 2, 2.5, 9, nan];
    for (const method of ["scan", "scan_unrolled", "sort", "compare_all"] as const) {
      expect(np.searchsorted(sorted, values, { method }).tolist()).toEqual([0, 0, 1, 3, 4, 4]);
      expect(np.searchsorted(sorted, values, { method, side: "right" }).tolist()).toEqual([0, 1, 3, 3, 4, 5]);
    }
  });

  test("agrees with counting, for all sizes of the array up to 17", () => {
    for (let n = 1; n <= 17; n++) {
      const x = Array.from({ length: n }, (_, i) => Math.floor(i / 2));
      const values = Array.from({ length: 12 }, (_, i) => i - 1.5 + (i % 2) / 2);
      const counted = values.map((value) => x.filter((element) => element < value).length);
      expect(np.searchsorted(x, values).tolist()).toEqual(counted);
    }
  });

  test("says which methods and shapes there are", () => {
    // Users without types pass what the types forbid.
    expect(() => np.searchsorted(sorted, 1, { method: "quick" as "scan" })).toThrow(
      'searchsorted: method "quick" is none of scan, scan_unrolled, sort, compare_all',
    );
    expect(() => np.searchsorted([[1]], 1)).toThrow(
      "searchsorted: the sorted array must have one axis, found the shape [1, 1]",
    );
  });
});

describe("nonzero", () => {
  const x = np.array([
    [0, 3, 0],
    [nan, 0, 5],
  ]);

  test("gives coordinates in row-major order", () => {
    expect(np.nonzero(x).map((at) => at.tolist())).toEqual([
      [0, 1, 1],
      [1, 0, 2],
    ]);
    expect(np.argwhere(x).tolist()).toEqual([
      [0, 1],
      [1, 0],
      [1, 2],
    ]);
    expect(np.flatnonzero(x).tolist()).toEqual([1, 3, 5]);
    expect([np.argwhere(5).shape, np.argwhere(0).shape]).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  test("with a size is cut or filled up, also where the array is traced", () => {
    expect(both((y) => np.flatnonzero(y, { size: 5, fillValue: -1 }), x)).toEqual([
      [1, 3, 5, -1, -1],
      [1, 3, 5, -1, -1],
    ]);
    expect(both((y) => np.flatnonzero(y, { size: 2 }), x)).toEqual([
      [1, 3],
      [1, 3],
    ]);
    expect(np.nonzero(x, { size: 4, fillValue: [7, 8] }).map((at) => at.get(-1).item())).toEqual([7, 8]);
  });

  test("without a size refuses a traced array", () => {
    expect(traced((y) => np.nonzero(y), x)).toThrow(ConcretizationTypeError);
    expect(traced((y) => np.nonzero(y), x)).toThrow(
      "nonzero: the size of the result depends on the values of the traced array Traced<f32[2,3]>; give the option size",
    );
  });
});

describe("unique", () => {
  const x = np.array([7, 5, 6, 7, 5, 5]);
  const all = { returnIndex: true, returnInverse: true, returnCounts: true } as const;

  test("finds values, first places, inverse and counts that put the array together again", () => {
    const [values, indices, inverse, counts] = np.unique(x, all);
    expect([values, indices, inverse, counts].map((y) => y?.tolist())).toEqual([
      [5, 6, 7],
      [1, 2, 0],
      [2, 0, 1, 2, 0, 0],
      [3, 1, 2],
    ]);
    expect(np.take(values as NDArray, inverse as NDArray).tolist()).toEqual(x.tolist());
  });

  test("with a size fills up with the least value, or with the one given, which counts zero times", () => {
    const results = (fillValue?: number) =>
      np.unique(x, { ...all, size: 5, ...(fillValue !== undefined && { fillValue }) }).map((y) => y.tolist());
    expect(results()).toEqual([
      [5, 6, 7, 5, 5],
      [1, 2, 0, 1, 1],
      [2, 0, 1, 2, 0, 0],
      [3, 1, 2, 0, 0],
    ]);
    expect(results(-1)[0]).toEqual([5, 6, 7, -1, -1]);
    expect(both((y) => np.unique(y, { size: 4 }), x)).toEqual([
      [5, 6, 7, 5],
      [5, 6, 7, 5],
    ]);
  });

  test("takes all NaN for one, unless told otherwise", () => {
    expect(np.unique([nan, 1, nan]).tolist()).toEqual([1, nan]);
    expect(np.unique([nan, 1, nan], { equalNan: false }).tolist()).toEqual([1, nan, nan]);
    expect(np.uniqueCounts([nan, 1, nan]).counts.tolist()).toEqual([1, 1, 1]);
  });

  test("tells slices along an axis apart", () => {
    const rows = np.array([
      [1, 2],
      [1, 2],
      [0, 5],
    ]);
    const [values, counts] = np.unique(rows, { axis: 0, returnCounts: true });
    expect([values?.tolist(), counts?.tolist()]).toEqual([
      [
        [0, 5],
        [1, 2],
      ],
      [1, 2],
    ]);
    expect(np.unique(rows, { axis: 1 }).tolist()).toEqual(rows.tolist());
  });

  test("of nothing is nothing", () => {
    expect(np.unique([]).shape).toEqual([0]);
    expect(np.unique([], { size: 2, fillValue: 3 }).tolist()).toEqual([3, 3]);
  });
});

describe("sets", () => {
  const x = np.array([3, 1, 2, 3, 1, 1]);
  const y = np.array([2, 3, 7, 3]);

  test("agree with JavaScript's", () => {
    const [a, b] = [new Set([3, 1, 2]), new Set([2, 3, 7])];
    const sorted = (values: Iterable<number>) => [...values].sort((p, q) => p - q);
    expect(np.union1d(x, y).tolist()).toEqual(sorted(new Set([...a, ...b])));
    expect(np.intersect1d(x, y).tolist()).toEqual(sorted([...a].filter((v) => b.has(v))));
    expect(np.setdiff1d(x, y).tolist()).toEqual(sorted([...a].filter((v) => !b.has(v))));
    expect(np.setxor1d(x, y).tolist()).toEqual(sorted([...a, ...b].filter((v) => a.has(v) !== b.has(v))));
  });

  test("with a size are filled up as in JAX", () => {
    expect(np.intersect1d(x, y, { size: 4, returnIndices: true }).map((z) => z.tolist())).toEqual([
      [2, 3, 2, 2],
      [2, 0, 6, 6],
      [0, 1, 4, 4],
    ]);
    expect(np.setdiff1d(x, y, { size: 3 }).tolist()).toEqual([1, 0, 0]);
    expect(np.setdiff1d(x, y, { size: 4, assumeUnique: true }).tolist()).toEqual([1, 1, 1, 0]);
    expect(np.setxor1d(x, y, { size: 4, fillValue: -1 }).tolist()).toEqual([1, 7, -1, -1]);
  });

  test("isin searches a large set and compares with a small one alike; NaN is in none", () => {
    const large = np.arange(0, 100, 3);
    const elements = np.arange(20);
    expect(np.isin(elements, large).tolist()).toEqual(Array.from({ length: 20 }, (_, i) => i % 3 === 0));
    expect(np.isin([1, nan], [nan, 1]).tolist()).toEqual([true, false]);
    expect(np.isin([1, 2], [], { invert: true }).tolist()).toEqual([true, true]);
  });
});
