import type { Array as NDArray } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import * as np from "../index.js";

const close = (x: NDArray, values: readonly number[]) => {
  expect(x.ravel().dataSync().length).toBe(values.length);
  x.ravel()
    .dataSync()
    .forEach((value: number | bigint, i: number) => {
      expect(Number(value)).toBeCloseTo(values[i] as number, 5);
    });
};

describe("quantiles", () => {
  test("lie between elements as the method says", () => {
    const x = [1, 2, 4, 8];
    // Position 0.4 · 3 = 1.2 lies between 2 and 4.
    const at = (method: np.QuantileMethod) => np.quantile(x, 0.4, { method }).item() as number;
    expect(at("linear")).toBeCloseTo(2.4, 5);
    expect([at("lower"), at("higher"), at("midpoint"), at("nearest")]).toEqual([2, 4, 3, 2]);
    // Users without types pass what the types forbid.
    expect(() => np.quantile(x, 0.5, { method: "middle" as "linear" })).toThrow(
      'quantile: method "middle" is none of linear',
    );
  });

  test("of several fractions come first", () => {
    const x = np.array([
      [1, 2, 3],
      [4, 5, 9],
    ]);
    expect(np.percentile(x, [0, 50, 100], { axis: 1 }).tolist()).toEqual([
      [1, 4],
      [2, 5],
      [3, 9],
    ]);
    expect(np.percentile(x, [[50]], { axis: [0, 1], keepdims: true }).shape).toEqual([1, 1, 1, 1]);
  });

  test("are NaN beside NaN, and of no elements an error", () => {
    expect(np.median([1, Number.NaN, 2]).item()).toBeNaN();
    expect(np.nanmedian([1, Number.NaN, 2]).item()).toBe(1.5);
    expect(() => np.median(np.zeros([2, 0]), { axis: 1 })).toThrow(
      "median: there are no elements over the axes [1] of [2, 0]",
    );
  });

  test("of half floats count beyond what half floats can", () => {
    const x = np.arange(0, 5001).mod(1000).astype("float16");
    expect(np.median(x).item()).toBe(499);
  });
});

describe("cov and corrcoef", () => {
  const [a, b] = [
    [1, 2, 4, 7],
    [3, 1, 5, 2],
  ] as const;
  const mean = (xs: readonly number[]) => xs.reduce((p, q) => p + q) / xs.length;
  const covariance = (xs: readonly number[], ys: readonly number[], n: number) =>
    xs.reduce((total, x, i) => total + (x - mean(xs)) * ((ys[i] as number) - mean(ys)), 0) / n;

  test("agree with their definition", () => {
    const matrix = (n: number) => [covariance(a, a, n), covariance(a, b, n), covariance(b, a, n), covariance(b, b, n)];
    close(np.cov([a, b]), matrix(3));
    close(np.cov(a, { y: b, bias: true }), matrix(4));
    close(np.cov(np.array([a, b]).T, { rowvar: false }), matrix(3));
    const r = covariance(a, b, 1) / Math.sqrt(covariance(a, a, 1) * covariance(b, b, 1));
    close(np.corrcoef(a, { y: b }), [1, r, r, 1]);
  });

  test("a frequency counts as so many observations", () => {
    close(np.cov([1, 2, 4], { fweights: np.array([2, 1, 3]) }), [
      covariance([1, 1, 2, 4, 4, 4], [1, 1, 2, 4, 4, 4], 5),
    ]);
    expect(() => np.cov([1, 2], { aweights: [1] })).toThrow(
      "cov: weights of shape [1] do not fit 2 observations, which need one each",
    );
  });
});

describe("histogram", () => {
  test("counts what lies in each bin; the last includes its right edge, nothing else is outside", () => {
    const [counts, edges] = np.histogram([0, 1, 1, 3, 4, 5, -1, Number.NaN], { bins: 2, range: [0, 4] });
    expect([counts.tolist(), edges.tolist()]).toEqual([
      [3, 2],
      [0, 2, 4],
    ]);
  });

  test("weighs, and as a density has the integral 1", () => {
    const [counts, edges] = np.histogram([1, 2, 3], { bins: [0, 2, 6], weights: [1, 2, 5] });
    expect([counts.tolist(), edges.tolist()]).toEqual([
      [1, 7],
      [0, 2, 6],
    ]);
    const [density] = np.histogram([1, 2, 3], { bins: [0, 2, 6], density: true });
    expect(np.sum(density.mul(np.diff(edges))).item()).toBeCloseTo(1, 6);
  });

  test("of one value has bins around it", () => {
    expect(np.histogramBinEdges([3, 3], { bins: 2 }).tolist()).toEqual([2.5, 3, 3.5]);
  });

  test("says which bins and weights do not fit", () => {
    expect(() => np.histogram([1], { bins: 0 })).toThrow(
      "histogram: the number of bins must be a positive integer, found 0",
    );
    expect(() => np.histogram([1, 2], { weights: [1, 2, 3] })).toThrow(
      "histogram: weights of shape [3] do not fit samples of shape [2]",
    );
  });
});

test("bincount and digitize agree with counting", () => {
  expect(np.bincount([1, 1, 3, 0]).tolist()).toEqual([1, 2, 0, 1]);
  expect(np.bincount([1, 1, 3, 0], { length: 2 }).tolist()).toEqual([1, 2]);
  expect(np.bincount([1, 2], { weights: [0.5, 2], minlength: 4 }).tolist()).toEqual([0, 0.5, 2, 0]);
  expect(() => np.bincount(np.ones(2))).toThrow("bincount: takes integers along one axis, found f32[2]");
  const x = [0, 1, 1.5, 2, 3];
  expect(np.digitize(x, [1, 2]).tolist()).toEqual([0, 1, 1, 2, 2]);
  expect(np.digitize(x, [1, 2], { right: true }).tolist()).toEqual([0, 0, 1, 1, 2]);
  expect(np.digitize(x, [2, 1]).tolist()).toEqual([2, 1, 1, 0, 0]);
  expect(np.digitize(x, [2, 1], { right: true }).tolist()).toEqual([2, 2, 1, 1, 0]);
});

describe("differences", () => {
  test("diff takes them again and again, and of booleans tells changes", () => {
    expect(np.diff([1, 4, 9, 16], { n: 2 }).tolist()).toEqual([2, 2]);
    expect(np.diff([1, 4], { prepend: 0, append: [9, 9] }).tolist()).toEqual([1, 3, 5, 0]);
    expect(np.diff([true, true, false]).tolist()).toEqual([false, true]);
    expect(np.diff([1], { n: 3 }).shape).toEqual([0]);
  });

  test("gradient is exact for a parabola at uneven places, but for its ends", () => {
    const places = [0, 1, 3, 4, 8];
    const slopes = np.gradient(
      places.map((p) => p * p),
      places,
    ) as NDArray;
    close(slopes, [1, 2, 6, 8, 12]);
    expect((np.gradient(np.ones([2, 3])) as NDArray[]).map((slope) => slope.shape)).toEqual([
      [2, 3],
      [2, 3],
    ]);
    expect(() => np.gradient([1])).toThrow("gradient: axis 0 of the shape [1] needs two samples at least, found 1");
    expect(() => np.gradient(np.ones([2, 2]), 1, 2, 3)).toThrow("gradient: 3 distances do not fit 2 axes");
  });

  test("trapezoid integrates a line exactly, at even and at uneven places", () => {
    expect(np.trapezoid([0, 1, 2, 3], { dx: 2 }).item()).toBe(9);
    expect(np.trapezoid([0, 2, 8], { x: [0, 1, 4] }).item()).toBe(16);
    expect(np.trapezoid(np.ones([3, 2]), { x: [0, 1, 4], axis: 0 }).tolist()).toEqual([4, 4]);
  });
});

describe("convolve and correlate", () => {
  const loops = (x: readonly number[], y: readonly number[]) =>
    Array.from({ length: x.length + y.length - 1 }, (_, k) =>
      x.reduce((sum, value, i) => sum + value * (y[k - i] ?? 0), 0),
    );

  test("full agrees with loops, whichever is longer; same and valid are its middle", () => {
    for (const [x, y] of [
      [
        [1, 2, 3, 4, 5],
        [1, -1, 2],
      ],
      [
        [1, -1],
        [1, 2, 3, 4],
      ],
    ] as const) {
      const full = loops(x, y);
      const [long, short] = [Math.max(x.length, y.length), Math.min(x.length, y.length)];
      close(np.convolve(x, y), full);
      close(
        np.convolve(x, y, { mode: "same" }),
        full.slice(Math.floor((short - 1) / 2), Math.floor((short - 1) / 2) + long),
      );
      close(np.convolve(x, y, { mode: "valid" }), full.slice(short - 1, long));
      close(np.correlate(x, y, { mode: "full" }), loops(x, [...y].reverse()));
    }
  });

  test("take one axis", () => {
    expect(() => np.convolve([[1]], [1])).toThrow(
      "convolve: takes arrays of one axis, found the shapes [1, 1] and [1]",
    );
    expect(() => np.convolve([], [1])).toThrow("convolve: an array is empty");
  });
});

describe("interp", () => {
  const [xp, fp] = [
    [0, 1, 3],
    [10, 20, 0],
  ];

  test("draws lines between samples and beyond them keeps the last, or what is asked for", () => {
    close(np.interp([-1, 0, 0.5, 2, 3, 9], xp, fp), [10, 10, 15, 10, 0, 0]);
    close(np.interp([-1, 9], xp, fp, { left: 7, right: "extrapolate" }), [7, -60]);
  });

  test("comes round after a period, wherever the samples lie in it", () => {
    close(np.interp([-1, 0, 5, 9.5], [4, 6], [10, 20], { period: 4 }), [15, 10, 15, 17.5]);
  });

  test("steps between samples at the same place", () => {
    close(np.interp([1], [0, 1, 1, 2], [0, 5, 7, 9]), [7]);
  });

  test("refuses samples that do not fit", () => {
    expect(() => np.interp(0, [0, 1], [1])).toThrow(
      "interp: xp and fp must be one axis of the same size, found [2] and [1]",
    );
  });
});

test("unwrap takes out jumps of a period, of angles and of integers", () => {
  close(np.unwrap([0, 3, -3, -1]), [0, 3, 2 * Math.PI - 3, 2 * Math.PI - 1]);
  expect(np.unwrap(np.array(new Int32Array([0, 3, 2, 1])), { period: 4 }).tolist()).toEqual([0, -1, -2, -3]);
});
