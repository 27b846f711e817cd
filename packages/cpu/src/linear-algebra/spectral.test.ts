import { config } from "@hyrax/core";
import { linearAlgebra } from "@hyrax/core/library";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { factors, Matrix, randomMatrix, skewness } from "../../test-support/matrix.js";

beforeAll(() => config.update("enableX64", true));
afterAll(() => config.update("enableX64", false));
const dtypes = ["float32", "float64", "complex64", "complex128"] as const;
const tolerance = { float32: 1e-6, float64: 1e-13, complex64: 1e-6, complex128: 1e-13 };

describe.each(dtypes)("%s", (dtype) => {
  const tol = tolerance[dtype];
  test.each([1, 2, 3, 4, 5, 8, 40])("schur, hessenberg, eig, tridiagonal of %i", (n) => {
    const a = randomMatrix(n, n, dtype);
    const [t, z] = factors(linearAlgebra.schur, [a.as(dtype)], { computeSchurVectors: true });
    expect(z!.times(t!).times(z!.H).minus(a).size).toBeLessThan(tol * 3 * n);
    expect(skewness(z!)).toBeLessThan(tol * n);
    expect(t!.where((i, j) => i > j + 1).size).toBe(0);
    const [w, l, r] = factors(linearAlgebra.eig, [a.as(dtype)], {
      computeLeftEigenvectors: true,
      computeRightEigenvectors: true,
    });
    const d = Matrix.from(n, n, (i, j) => (i === j ? [w!.re[i]!, w!.im[i]!] : [0]));
    expect(a.times(r!).minus(r!.times(d)).size).toBeLessThan(tol * n * 5);
    expect(l!.H.times(a).minus(d.times(l!.H)).size).toBeLessThan(tol * n * 5);
  });
});
