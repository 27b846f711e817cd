import { linearAlgebra } from "@hyrax/core/library";
import { expect, test } from "vitest";
import { factors, Matrix, randomMatrix } from "../../test-support/matrix.js";
import { describeEachMatrixDtype, oddShapes } from "../../test-support/matrix-dtypes.js";

describeEachMatrixDtype("lu", ({ dtype, eps }) => {
  test.each(oddShapes)("of %i x %i gives the permuted matrix again, with factors of size 1 at most", (m, n) => {
    const a = randomMatrix(m, n, dtype);
    const [packed, , permutation] = factors(linearAlgebra.lu, [a.as(dtype)]);
    const k = Math.min(m, n);
    const l = Matrix.from(m, k, (i, j) => (i === j ? [1] : i > j ? packed!.at(i, j) : [0]));
    const u = Matrix.from(k, n, (i, j) => (i <= j ? packed!.at(i, j) : [0]));
    expect(l.times(u).minus(a.pick(permutation!.re)).size).toBeLessThanOrEqual(eps * (k + 1));
    // Pivots are the greatest by |re| + |im|.
    expect(l.size).toBeLessThanOrEqual(dtype.startsWith("complex") ? Math.SQRT2 : 1);
  });

  test("passes over a column without a pivot", () => {
    const a = Matrix.from(2, 2, (i, j) => [i === 1 && j === 1 ? 3 : 0]);
    const [packed, pivots] = factors(linearAlgebra.lu, [a.as(dtype)]);
    expect([packed!.re, pivots!.re]).toEqual([
      [0, 0, 0, 3],
      [0, 1],
    ]);
  });
});
