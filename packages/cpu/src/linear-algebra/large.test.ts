import { config } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { factors, randomMatrix } from "../../test-support/matrix.js";

/** Sizes at which a mistake of order or a slow iteration shows; checked by what eigenvalues and singular values add up to. */
describe.each(["float64", "complex128"] as const)("matrices of 150 rows of %s", (dtype) => {
  beforeAll(() => config.update("enableX64", true));
  afterAll(() => config.update("enableX64", false));

  const n = 150;
  const a = randomMatrix(n, n, dtype);
  const sum = (values: readonly number[]) => values.reduce((x, y) => x + y, 0);
  const squares = sum([...a.re, ...a.im].map((x) => x * x));
  const traceOf = (parts: readonly number[]) => sum(parts.filter((_, k) => k % (n + 1) === 0));

  test("have singular values of which the squares add up to those of the elements", () => {
    const params = { fullMatrices: false, computeUv: false, subsetByIndex: null };
    const [s] = factors(linearAlgebra.svd, [a.as(dtype)], params);
    expect(sum(s!.re.map((x) => x * x)) / squares).toBeCloseTo(1, 12);
  });

  test("have eigenvalues that add up to the trace", () => {
    const params = { computeLeftEigenvectors: false, computeRightEigenvectors: false };
    const [w] = factors(linearAlgebra.eig, [a.as(dtype)], params);
    expect(sum(w!.re)).toBeCloseTo(traceOf(a.re), 9);
    expect(sum(w!.im)).toBeCloseTo(traceOf(a.im), 9);
  });

  test("have Hermitian eigenvalues that add up to the trace, as their squares do to those of the elements", () => {
    const params = { lower: true, sortEigenvalues: true, subsetByIndex: null };
    const [v, w] = factors(linearAlgebra.eigh, [a.as(dtype)], params);
    expect(sum(w!.re)).toBeCloseTo(traceOf(a.re), 9);
    const below = a.where((i, j) => i > j);
    const diagonal = sum(a.re.filter((_, k) => k % (n + 1) === 0).map((x) => x * x));
    const total = diagonal + 2 * sum([...below.re, ...below.im].map((x) => x * x));
    expect(sum(w!.re.map((x) => x * x)) / total).toBeCloseTo(1, 12);
    expect(sum([...v!.re, ...v!.im].map((x) => x * x))).toBeCloseTo(n, 9);
  });
});
