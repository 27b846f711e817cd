import { linearAlgebra } from "@hyrax/core/library";
import { expect, test } from "vitest";
import { factors, Matrix, randomMatrix } from "../../test-support/matrix.js";
import { describeEachMatrixDtype } from "../../test-support/matrix-dtypes.js";

describeEachMatrixDtype("cholesky", ({ dtype, eps }) => {
  test.each([1, 2, 5, 17])("is lower triangular and gives the matrix of %i rows again", (n) => {
    const b = randomMatrix(n, n, dtype);
    const a = b.times(b.H);
    const [l] = factors(linearAlgebra.cholesky, [a.as(dtype)]);
    expect(l!.times(l!.H).minus(a).size).toBeLessThan(eps * n * a.size);
    expect(l!.where((i, j) => i < j).size).toBe(0);
  });

  test("reads the lower triangle alone", () => {
    const a = Matrix.from(2, 2, (i, j) => [i < j ? 99 : i === j ? 4 : 2]);
    const [l] = factors(linearAlgebra.cholesky, [a.as(dtype)]);
    expect(l!.re).toEqual([2, 0, 1, Math.fround(Math.sqrt(3))].map((x) => expect.closeTo(x, 6)));
  });

  test("is NaN, but for zeros above the diagonal, where a later pivot is not positive", () => {
    const a = Matrix.diagonal([1, 1, 0]);
    const [l] = factors(linearAlgebra.cholesky, [a.as(dtype)]);
    expect(l!.re.map((x, k) => (k % 3 <= Math.floor(k / 3) ? Number.isNaN(x) : x === 0))).toEqual(Array(9).fill(true));
  });
});
