import { config } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { factors, Matrix, randomMatrix, skewness } from "../../test-support/matrix.js";

beforeAll(() => config.update("enableX64", true));
afterAll(() => config.update("enableX64", false));

const dtypes = ["float32", "float64", "complex64", "complex128"] as const;
const tolerance = { float32: 1e-6, float64: 1e-13, complex64: 1e-6, complex128: 1e-13 };
const shapes = [
  [1, 1],
  [2, 2],
  [3, 3],
  [7, 7],
  [40, 40],
  [5, 2],
  [2, 5],
  [1, 4],
  [4, 1],
  [30, 7],
  [7, 30],
] as const;

describe.each(dtypes)("%s", (dtype) => {
  const tol = tolerance[dtype];
  test.each(shapes)("svd %i x %i", (m, n) => {
    const a = randomMatrix(m, n, dtype);
    for (const fullMatrices of [true, false]) {
      const [s, u, vh] = factors(linearAlgebra.svd, [a.as(dtype)], {
        fullMatrices,
        computeUv: true,
        subsetByIndex: null,
      });
      const k = Math.min(m, n);
      const sm = Matrix.from(u!.n, vh!.m, (i, j) => [i === j ? s!.re[i]! : 0]);
      expect(u!.times(sm).times(vh!).minus(a).size).toBeLessThan(tol * k);
      expect(skewness(u!)).toBeLessThan(tol * k);
      expect(skewness(vh!.H)).toBeLessThan(tol * k);
    }
  });
  test.each(shapes)("qr %i x %i", (m, n) => {
    const a = randomMatrix(m, n, dtype);
    for (const fullMatrices of [true, false])
      for (const pivoting of [true, false]) {
        const [q, r, p] = factors(linearAlgebra.qr, [a.as(dtype)], { fullMatrices, pivoting });
        expect(q!.times(r!).minus(p ? a.pick(null, p.re) : a).size).toBeLessThan(tol * n);
        expect(skewness(q!)).toBeLessThan(tol * n);
        expect(r!.where((i, j) => i > j).size).toBe(0);
      }
  });
  test.each(shapes)("lu %i x %i", (m, n) => {
    const a = randomMatrix(m, n, dtype);
    const [f, , p] = factors(linearAlgebra.lu, [a.as(dtype)]);
    const k = Math.min(m, n);
    const l = Matrix.from(m, k, (i, j) => (i === j ? [1] : i > j ? f!.at(i, j) : [0]));
    const u = Matrix.from(k, n, (i, j) => (i <= j ? f!.at(i, j) : [0]));
    expect(l.times(u).minus(a.pick(p!.re)).size).toBeLessThan(tol * n);
  });
  test.each([1, 2, 3, 5, 8, 40])("eigh and cholesky of %i", (n) => {
    const b = randomMatrix(n, n, dtype);
    const a = b.times(b.H);
    const h = b.minus(
      Matrix.from(n, n, (i, j) => {
        const [re, im] = b.H.at(i, j);
        return [-re, -im];
      }),
    );
    for (const lower of [true, false]) {
      const [v, w] = factors(linearAlgebra.eigh, [h.as(dtype)], { lower, sortEigenvalues: true, subsetByIndex: null });
      expect(v!.times(Matrix.diagonal(w!.re)).times(v!.H).minus(h).size).toBeLessThan(tol * 3 * n);
      expect(skewness(v!)).toBeLessThan(tol * n);
    }
    const [l] = factors(linearAlgebra.cholesky, [a.as(dtype)]);
    expect(l!.times(l!.H).minus(a).size).toBeLessThan(tol * n);
    for (const leftSide of [true, false])
      for (const lower of [true, false])
        for (const transposeA of [true, false])
          for (const conjugateA of [true, false])
            for (const unitDiagonal of [true, false]) {
              const t = Matrix.from(n, n, (i, j) => {
                const [re, im] = b.at(i, j);
                return i === j ? [re + 2 * Math.sign(re), im] : [re / n, im / n];
              });
              const rhs = leftSide ? randomMatrix(n, 3, dtype, 7) : randomMatrix(3, n, dtype, 7);
              const [x] = factors(linearAlgebra.triangularSolve, [t.as(dtype), rhs.as(dtype)], {
                leftSide,
                lower,
                transposeA,
                conjugateA,
                unitDiagonal,
              });
              let op = t.where((i, j) => (lower ? i >= j : i <= j));
              if (unitDiagonal) op = Matrix.from(n, n, (i, j) => (i === j ? [1] : op.at(i, j)));
              if (transposeA) op = op.T;
              if (conjugateA) op = op.conjugate;
              expect((leftSide ? op.times(x!) : x!.times(op)).minus(rhs).size).toBeLessThan(tol * 10);
            }
  });
});
