import { linearAlgebra } from "@hyrax/core/library";
import fc from "fast-check";
import { expect, test } from "vitest";
import { factors, Matrix, randomMatrix, skewness } from "../../test-support/matrix.js";
import { describeEachMatrixDtype, oddShapes } from "../../test-support/matrix-dtypes.js";

const params = { fullMatrices: true, computeUv: true, subsetByIndex: null };

/** Checks that factors are unitary, values descend, and the product is the matrix. */
function expectSvd(a: Matrix, [s, u, vh]: readonly (Matrix | undefined)[], tolerance: number): void {
  const middle = Matrix.from(u!.n, vh!.m, (i, j) => [i === j ? s!.re[i]! : 0]);
  expect(u!.times(middle).times(vh!).minus(a).size).toBeLessThanOrEqual(tolerance * a.size);
  expect(skewness(u!)).toBeLessThanOrEqual(tolerance);
  expect(skewness(vh!.H)).toBeLessThanOrEqual(tolerance);
  expect(s!.re).toEqual([...s!.re].sort((x, y) => y - x));
  expect(s!.re.every((value) => value >= 0)).toBe(true);
}

describeEachMatrixDtype("svd", ({ dtype, eps }) => {
  test.each(oddShapes)("of %i x %i gives the matrix again, with full and with thin factors", (m, n) => {
    const a = randomMatrix(m, n, dtype);
    for (const fullMatrices of [true, false]) {
      const found = factors(linearAlgebra.svd, [a.as(dtype)], { ...params, fullMatrices });
      const count = Math.min(m, n);
      expect([found[1]!.n, found[2]!.m]).toEqual(fullMatrices ? [m, n] : [count, count]);
      expectSvd(a, found, eps * 4 * (m + n));
      const [alone] = factors(linearAlgebra.svd, [a.as(dtype)], { ...params, computeUv: false });
      expect(alone!.minus(found[0]!).size).toBeLessThanOrEqual(eps * 10);
    }
  });

  test("of any small matrix of integers, of which many have not full rank", () => {
    const matrices = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([m, n]) =>
        fc
          .array(fc.integer({ min: -2, max: 2 }), { minLength: m * n, maxLength: m * n })
          .map((elements) => Matrix.from(m, n, (i, j) => [elements[i * n + j]!])),
      );
    fc.assert(
      fc.property(matrices, (a) => expectSvd(a, factors(linearAlgebra.svd, [a.as(dtype)], params), eps * 40)),
      { numRuns: 60, seed: 5 },
    );
  });

  test("finds the part of the values that is asked for", () => {
    const a = randomMatrix(6, 4, dtype);
    const all = factors(linearAlgebra.svd, [a.as(dtype)], { ...params, fullMatrices: false });
    const part = { fullMatrices: false, computeUv: true, subsetByIndex: [1, 3] };
    const [s, u, vh] = factors(linearAlgebra.svd, [a.as(dtype)], part);
    expect(s!.re).toEqual(all[0]!.re.slice(1, 3));
    expect(u!.minus(all[1]!.pick(null, [1, 2])).size).toBe(0);
    expect(vh!.minus(all[2]!.pick([1, 2])).size).toBe(0);
  });
});

describeEachMatrixDtype("svd of graded matrices", ({ dtype }) => {
  test("finds small singular values of bidiagonal matrices to high relative accuracy", () => {
    // The product of the values is that of the diagonal.
    const diagonal = [1, 1e-3, 1e-6, 1e-9].map(Math.fround);
    const a = Matrix.from(4, 4, (i, j) => [i === j ? diagonal[i]! : i + 1 === j ? diagonal[i]! : 0]);
    const [s] = factors(linearAlgebra.svd, [a.as(dtype)], { ...params, computeUv: false });
    const product = s!.re.reduce((x, y) => x * y);
    const wanted = diagonal.reduce((x, y) => x * y);
    expect(Math.abs(product / wanted - 1)).toBeLessThan(dtype.endsWith("32") || dtype === "complex64" ? 1e-6 : 1e-12);
  });
});
