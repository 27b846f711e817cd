import { linearAlgebra } from "@hyrax/core/library";
import { expect, test } from "vitest";
import { arrayOf, factors, Matrix, randomMatrix } from "../../test-support/matrix.js";
import { describeEachMatrixDtype } from "../../test-support/matrix-dtypes.js";

describeEachMatrixDtype("tridiagonalSolve", ({ dtype, eps }) => {
  const complex = dtype.startsWith("complex");
  const vector = (x: Matrix) => arrayOf(complex ? x.re.flatMap((re, k) => [re, x.im[k]!]) : x.re, dtype, [x.m]);

  test.each([1, 2, 3, 4, 20])("solves %i equations, exchanging rows where it must", (n) => {
    const [dl, drawn, du] = [3, 4, 5].map((seed) => randomMatrix(n, 1, dtype, seed)) as [Matrix, Matrix, Matrix];
    // Small elements on the diagonal make rows change places.
    const d = Matrix.from(n, 1, (i) => (i % 3 === 0 && n > 1 ? [0.01] : drawn.at(i, 0)));
    const a = Matrix.from(n, n, (i, j) => (i === j ? d : j < i ? dl : du).where(() => Math.abs(i - j) <= 1).at(i, 0));
    const b = randomMatrix(n, 2, dtype, 6);
    const [x] = factors(linearAlgebra.tridiagonalSolve, [vector(dl), vector(d), vector(du), b.as(dtype)]);
    expect(a.times(x!).minus(b).size).toBeLessThan(eps * 20 * Math.max(1, x!.size));
  });

  test("is NaN where the matrix is singular", () => {
    const [zeros, ones] = [0, 1].map((value) => Matrix.from(3, 1, () => [value])) as [Matrix, Matrix];
    const [x] = factors(linearAlgebra.tridiagonalSolve, [vector(ones), vector(zeros), vector(ones), ones.as(dtype)]);
    expect(x!.re.every(Number.isNaN)).toBe(true);
  });
});
