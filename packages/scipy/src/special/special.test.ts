import type { DType, Array as NDArray } from "@hyrax/core";
import * as np from "@hyrax/numpy";
import { describe, expect, test } from "vitest";
import { elements, expectClose, fixtures, type Numeric, withFloat64 } from "../../test-support/fixtures.js";
import * as special from "./index.js";

const byName: Readonly<Record<string, unknown>> = {
  ...special,
  j0: (x: NDArray) => special.besselJn(x, 0).get(0),
  j3: (x: NDArray) => special.besselJn(x, 3).get(3),
  si: (x: NDArray) => special.sici(x)[0],
  ci: (x: NDArray) => special.sici(x)[1],
};

/** Those that agree in fewer digits: log Φ is JAX's series of 3 terms far below 0, and SciPy's log B of large arguments is a series. */
const lessAccurate: Readonly<Record<string, number>> = { logNdtr: 2e-7, betaln: 1e-11 };

function answer(fn: string, args: readonly (readonly Numeric[])[], dtype: DType): readonly number[] {
  const f = byName[fn] as (...args: readonly NDArray[]) => NDArray; // as the file calls it
  // The order of polygamma is an integer.
  const types = fn === "polygamma" ? ["int32" as const, dtype] : args.map(() => dtype);
  return elements(f(...args.map((x, i) => np.array(x.map(Number), { dtype: types[i] ?? dtype }))).astype(dtype));
}

describe("SciPy's numbers:", () => {
  test.each(fixtures.specials)("$fn in float64", ({ fn, args, out }) => {
    withFloat64(() => expectClose(answer(fn, args, "float64"), out, lessAccurate[fn] ?? 1e-12, 1e-14));
  });

  test.each(fixtures.specials)("$fn in float32", ({ fn, args, out }) => {
    expectClose(
      answer(fn, args, "float32"),
      out.map((x) => Math.fround(Number(x))),
      2e-5,
      1e-6,
    );
  });
});

test("integers become floats", () => {
  expect(special.gammaln(np.array([3], { dtype: "int32" })).dtype).toBe("float32");
  expect(special.xlogy(np.array([3], { dtype: "int32" }), 2).dtype).toBe("float32");
  expect(special.expit(np.array([3], { dtype: "float16" })).dtype).toBe("float16");
});

test("betaln keeps its accuracy where Γ(b) and Γ(a + b) have nearly all digits in common", () => {
  // log B(1, b) = −log b.
  expect(special.betaln(1, 1e7).item()).toBeCloseTo(-Math.log(1e7), 5);
});

test("softmax is over all elements unless an axis is given", () => {
  expect(special.softmax(np.zeros([2, 2])).tolist()).toEqual([
    [0.25, 0.25],
    [0.25, 0.25],
  ]);
  expect(
    special
      .logSoftmax(np.zeros([2, 2]), { axis: 0 })
      .get(0, 0)
      .item(),
  ).toBeCloseTo(-Math.LN2, 6);
});

test("Bernoulli's numbers", () => {
  const known = [1, -1 / 2, 1 / 6, 0, -1 / 30, 0, 1 / 42, 0, -1 / 30, 0, 5 / 66, 0, -691 / 2730, 0, 7 / 6];
  withFloat64(() => expectClose(elements(special.bernoulli(14)), known, 1e-9));
  expectClose(elements(special.bernoulli(14)), known, 1e-6);
  expect(special.bernoulli(1).tolist()).toEqual([1, -0.5]);
  expect(() => special.bernoulli(-1)).toThrow(/bernoulli: n is a number, an integer of at least 0; found -1/);
});

test("multigammaln is a sum of gammaln", () => {
  const sum = [3.5, 3, 2.5].reduce((total, x) => total + (special.gammaln(x).item() as number), 0);
  expect(special.multigammaln(3.5, 3).item()).toBeCloseTo(sum + 1.5 * Math.log(Math.PI), 5);
});

test("errors name the function, what it got and what it takes", () => {
  expect(() => special.multigammaln(2, 1.5)).toThrow(/multigammaln: .* positive integer; found 1.5/);
  expect(() => special.polygamma(0.5, 2)).toThrow(/polygamma: the order must be an integer/);
  expect(() => special.ndtr(np.ones(2, { dtype: "float16" }))).toThrow(
    /ndtr: takes float32 and float64, found f16\[2\]/,
  );
  expect(() => special.logNdtr(1, { seriesOrder: 31 })).toThrow(/series order .* 31/);
  expect(() => special.besselJn(1, 60)).toThrow(/integers with 0 ≤ v ≤ nIter; found 60 and 50/);
  expect(() => special.comb(5, 2, { exact: true } as object)).toThrow(/no option/);
});
