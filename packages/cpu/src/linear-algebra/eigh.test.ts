import { linearAlgebra } from "@hyrax/core/library";
import { expect, test } from "vitest";
import { arrayOf, factors, Matrix, randomMatrix, skewness } from "../../test-support/matrix.js";
import { describeEachMatrixDtype } from "../../test-support/matrix-dtypes.js";

const params = { lower: true, sortEigenvalues: true, subsetByIndex: null };

describeEachMatrixDtype("eigh", ({ dtype, eps }) => {
  const hermitian = (n: number) => {
    const b = randomMatrix(n, n, dtype);
    return Matrix.from(n, n, (i, j) => [b.at(i, j)[0] + b.at(j, i)[0], b.at(i, j)[1] - b.at(j, i)[1]]);
  };

  test.each([1, 2, 3, 6, 17])("gives the matrix of %i rows again, from either triangle", (n) => {
    const a = hermitian(n);
    for (const lower of [true, false]) {
      const read = Matrix.from(n, n, (i, j) => ((lower ? i >= j : i <= j) ? a.at(i, j) : [99]));
      const [v, w] = factors(linearAlgebra.eigh, [read.as(dtype)], { ...params, lower });
      expect(v!.times(Matrix.diagonal(w!.re)).times(v!.H).minus(a).size).toBeLessThan(eps * 5 * n);
      expect(skewness(v!)).toBeLessThan(eps * 2 * n);
      expect(w!.re).toEqual([...w!.re].sort((x, y) => x - y));
    }
  });

  test("finds the eigenvalues of the second difference, 2 − 2 cos(kπ / (n + 1))", () => {
    const n = 12;
    const a = Matrix.from(n, n, (i, j) => [i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0]);
    const [, w] = factors(linearAlgebra.eigh, [a.as(dtype)], params);
    const wanted = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    w!.re.forEach((value, k) => {
      expect(Math.abs(value - wanted[k]!)).toBeLessThan(eps * 10);
    });
  });

  test("neither overflows nor underflows", () => {
    const a = hermitian(4);
    const [, wanted] = factors(linearAlgebra.eigh, [a.as(dtype)], params);
    for (const exponent of dtype === "float64" || dtype === "complex128" ? [1000, -1000] : [120, -110]) {
      const scaled = Matrix.from(4, 4, (i, j) => [a.at(i, j)[0] * 2 ** exponent, a.at(i, j)[1] * 2 ** exponent]);
      const [, w] = factors(linearAlgebra.eigh, [scaled.as(dtype)], params);
      expect(w!.re.map((value) => value * 2 ** -exponent)).toEqual(wanted!.re.map((x) => expect.closeTo(x, 5)));
    }
  });

  test("ends, with NaN, for what is not a number or not finite", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const parts = dtype.startsWith("complex") ? [1, 0, 2, 0, bad, 0, 3, 0] : [1, 2, bad, 3];
      const [v, w] = factors(linearAlgebra.eigh, [arrayOf(parts, dtype, [2, 2])], params);
      expect([...v!.re, ...w!.re].every(Number.isNaN)).toBe(true);
    }
  });
});
