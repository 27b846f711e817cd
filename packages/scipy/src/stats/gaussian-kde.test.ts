import type { Array as NDArray } from "@hyrax/core";
import { grad } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import * as np from "@hyrax/numpy";
import * as random from "@hyrax/random";
import { describe, expect, test } from "vitest";
import { elements, expectClose, fixtures, withFloat64 } from "../../test-support/fixtures.js";
import { type GaussianKde, gaussianKde } from "./index.js";

const sample = np.array(fixtures.x);

describe("SciPy's numbers:", () => {
  test.each(fixtures.kde)("$options", ({ options, ...expected }) => {
    withFloat64(() => {
      const [x, y] = [fixtures.x, fixtures.y].map((rows) => np.array(rows, { dtype: "float64" })) as [NDArray, NDArray];
      const kde = gaussianKde(x, { ...options, ...(options.weights && { weights: np.array(options.weights) }) });
      const other = gaussianKde(y);
      expectClose(elements(kde.covariance), expected.covariance, 1e-12);
      expectClose(elements(kde.pdf(y)), expected.pdf, 1e-11);
      expectClose(elements(kde.logpdf(y)), expected.logpdf, 1e-11);
      const cov = [
        [1, 0.25],
        [0.25, 2],
      ];
      expectClose(elements(kde.integrateGaussian([0.5, -1], np.array(cov))), [expected.gaussian], 1e-11);
      expectClose(elements(kde.integrateKde(other)), [expected.kde], 1e-11);
      const line = gaussianKde(x.get(0), { bwMethod: options.bwMethod ?? "scott" });
      expectClose(elements(line.integrateBox1d(-0.5, 1)), [expected.box], 1e-11);
    });
  });
});

test("it goes through jit and grad as a pytree", () => {
  const kde = gaussianKde(sample);
  const density = jit((k: GaussianKde, x: NDArray) => k.logpdf(x))(kde, np.zeros([2, 1]));
  expectClose(elements(density), elements(kde.logpdf(np.zeros([2, 1]))), 1e-6);
  const loss = (scale: NDArray) =>
    gaussianKde(sample, { bwMethod: scale })
      .logpdf(np.zeros([2, 1]))
      .sum();
  const difference =
    (loss(np.array(0.51))
      .sub(loss(np.array(0.49)))
      .item() as number) / 0.02;
  expect(grad(loss)(np.array(0.5)).item()).toBeCloseTo(difference, 2);
});

test("points are drawn around those of the sample", () => {
  const kde = gaussianKde(np.array([0, 100]), { bwMethod: 0.01, weights: [1, 3] });
  const drawn = kde.resample(random.key(0), [400]).get(0);
  expect(drawn.shape).toEqual([400]);
  expect(np.mean(drawn.greater(50)).item()).toBeCloseTo(0.75, 1);
  expect(np.max(np.minimum(np.abs(drawn), np.abs(drawn.sub(100)))).item()).toBeLessThan(6);
});

test("errors say what was found and what fits", () => {
  expect(() => gaussianKde(1)).toThrow(/at least two elements; found f32\[\]/);
  expect(() => gaussianKde(sample, { weights: [1, 2] })).toThrow(/weights are \[30\]; found f32\[2\]/);
  expect(() => gaussianKde(sample, { bwMethod: "best" as "scott" })).toThrow(/"scott", "silverman".*"best"/);
  expect(() => gaussianKde(sample).pdf(np.zeros([3, 4]))).toThrow(/has 2 variables, but what was given 3/);
  expect(() => gaussianKde(sample).integrateBox1d(0, 1)).toThrow(/one variable, found one of 2/);
});
