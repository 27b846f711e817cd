import { linearAlgebra } from "@hyrax/core/library";
import { expect, test } from "vitest";
import { factors, Matrix, randomMatrix, skewness } from "../../test-support/matrix.js";
import { describeEachMatrixDtype, oddShapes } from "../../test-support/matrix-dtypes.js";

const variants = [false, true].flatMap((fullMatrices) => [false, true].map((pivoting) => ({ fullMatrices, pivoting })));

describeEachMatrixDtype("qr", ({ dtype, eps }) => {
  test.each(oddShapes)("of %i x %i has a unitary and a triangular factor, in all variants", (m, n) => {
    const a = randomMatrix(m, n, dtype);
    for (const params of variants) {
      const [q, r, p] = factors(linearAlgebra.qr, [a.as(dtype)], params);
      const inner = params.fullMatrices ? m : Math.min(m, n);
      expect([q!.n, r!.m]).toEqual([inner, inner]);
      const permuted = p ? a.pick(null, p.re) : a;
      expect(q!.times(r!).minus(permuted).size).toBeLessThanOrEqual(eps * (n + 1));
      expect(skewness(q!)).toBeLessThanOrEqual(eps * (m + 1));
      expect(r!.where((i, j) => i > j).size).toBe(0);
    }
  });

  test("shows the rank with pivoting: the diagonal decreases, and ends in nothing", () => {
    const a = randomMatrix(8, 3, dtype).times(randomMatrix(3, 6, dtype, 2));
    const [, r] = factors(linearAlgebra.qr, [a.as(dtype)], { fullMatrices: false, pivoting: true });
    const sizes = Array.from({ length: 6 }, (_, i) => Math.hypot(...r!.at(i, i)));
    expect(sizes).toEqual([...sizes].sort((x, y) => y - x));
    expect(sizes[2]).toBeGreaterThan(0.1);
    expect(Math.max(...sizes.slice(3))).toBeLessThan(eps * 100);
  });

  test("neither overflows nor underflows", () => {
    for (const scale of dtype.endsWith("64") && dtype !== "complex64" ? [1e300, 1e-300] : [1e38, 1e-36]) {
      const drawn = randomMatrix(3, 2, dtype);
      const a = Matrix.from(3, 2, (i, j) => [drawn.at(i, j)[0] * scale, drawn.at(i, j)[1] * scale]);
      const [q, r] = factors(linearAlgebra.qr, [a.as(dtype)], { fullMatrices: false, pivoting: false });
      expect(q!.times(r!).minus(a).size).toBeLessThan(eps * 10 * scale);
      expect(skewness(q!)).toBeLessThan(eps * 10);
    }
  });
});
