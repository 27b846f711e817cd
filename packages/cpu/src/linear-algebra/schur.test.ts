import { linearAlgebra } from "@hyrax/core/library";
import { describe, expect, test } from "vitest";
import { factors, Matrix, randomMatrix, skewness } from "../../test-support/matrix.js";
import { describeEachMatrixDtype } from "../../test-support/matrix-dtypes.js";

const params = { computeSchurVectors: true };

describeEachMatrixDtype("schur", ({ dtype, eps }) => {
  const expectSchur = (a: Matrix) => {
    const [t, z] = factors(linearAlgebra.schur, [a.as(dtype)], params);
    expect(z!.times(t!).times(z!.H).minus(a).size).toBeLessThanOrEqual(eps * 6 * a.n * a.size);
    expect(skewness(z!)).toBeLessThanOrEqual(eps * 4 * a.n);
    const complex = dtype.startsWith("complex");
    expect(t!.where((i, j) => i > j + (complex ? 0 : 1)).size).toBe(0);
    for (let k = 0; k + 1 < a.n && !complex; k++) {
      const below = t!.at(k + 1, k)[0];
      if (below === 0) continue;
      // A block of two is in standard form, and stands alone.
      expect(t!.at(k, k)[0]).toBe(t!.at(k + 1, k + 1)[0]);
      expect(below * t!.at(k, k + 1)[0]).toBeLessThan(0);
      if (k + 2 < a.n) expect(t!.at(k + 2, k + 1)[0]).toBe(0);
    }
  };

  test.each([1, 2, 3, 4, 6, 17])("of a random matrix of %i rows is (almost) triangular and unitary", (n) => {
    expectSchur(randomMatrix(n, n, dtype));
  });

  test("of matrices that iterations without exceptional shifts do not change", () => {
    // A cyclic permutation has its eigenvalues on a circle.
    for (const n of [3, 4, 5, 8]) expectSchur(Matrix.from(n, n, (i, j) => [(i + 1) % n === j ? 1 : 0]));
  });

  test("of triangular matrices, and such with one eigenvalue only", () => {
    const drawn = randomMatrix(5, 5, dtype);
    expectSchur(drawn.where((i, j) => i <= j));
    expectSchur(drawn.where((i, j) => i >= j));
    expectSchur(Matrix.from(6, 6, (i, j) => [i === j ? 2 : i + 1 === j ? 1 : 0]).T);
    expectSchur(Matrix.from(4, 4, () => [0]));
  });
});

describe("schur", () => {
  test("keeps the trace and the determinant of blocks", () => {
    const a = Matrix.from(2, 2, (i, j) => [[4, -5, 2, -2][2 * i + j]!]);
    const [t] = factors(linearAlgebra.schur, [a.as("float32")], params);
    expect(t!.at(0, 0)[0]).toBeCloseTo(1, 6);
    expect(t!.at(0, 1)[0] * t!.at(1, 0)[0]).toBeCloseTo(-1, 6);
  });
});
