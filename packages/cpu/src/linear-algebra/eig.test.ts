import { linearAlgebra } from "@hyrax/core/library";
import { expect, test } from "vitest";
import { arrayOf, factors, Matrix, randomMatrix } from "../../test-support/matrix.js";
import { describeEachMatrixDtype } from "../../test-support/matrix-dtypes.js";

const params = { computeLeftEigenvectors: true, computeRightEigenvectors: true };

describeEachMatrixDtype("eig", ({ dtype, eps }) => {
  const complex = dtype.startsWith("complex");

  /** The eigenvalues as a diagonal matrix. */
  const diagonal = (w: Matrix) => Matrix.from(w.m, w.m, (i, j) => (i === j ? [w.re[i]!, w.im[i]!] : [0]));

  test.each([1, 2, 3, 6, 17])("has left and right eigenvectors of norm 1, with %i rows", (n) => {
    const a = randomMatrix(n, n, dtype);
    const [w, left, right] = factors(linearAlgebra.eig, [a.as(dtype)], params);
    const values = diagonal(w!);
    expect(a.times(right!).minus(right!.times(values)).size).toBeLessThan(eps * 12 * n);
    expect(left!.H.times(a).minus(values.times(left!.H)).size).toBeLessThan(eps * 12 * n);
    for (const vectors of [left!, right!]) {
      for (let k = 0; k < n; k++) {
        const elements = Array.from({ length: n }, (_, i) => vectors.at(i, k));
        const sizes = elements.map(([re, im]) => Math.hypot(re, im));
        expect(Math.hypot(...sizes)).toBeCloseTo(1, 5);
        const [re, im] = elements[sizes.indexOf(Math.max(...sizes))]!;
        expect(im).toBe(0);
        if (complex) expect(re).toBeGreaterThan(0);
      }
    }
  });

  test("gives conjugate pairs exactly, and real vectors for real eigenvalues, of a real matrix", () => {
    if (complex) return;
    const a = randomMatrix(7, 7, dtype, 3);
    const [w, , right] = factors(linearAlgebra.eig, [a.as(dtype)], params);
    for (let k = 0; k < 7; k++) {
      const column = right!.pick(null, [k]);
      if (w!.im[k] === 0) expect(column.im.every((im) => im === 0)).toBe(true);
      else if (w!.im[k]! > 0) {
        expect([w!.re[k + 1], w!.im[k + 1]]).toEqual([w!.re[k], -w!.im[k]!]);
        expect(column.conjugate.minus(right!.pick(null, [k + 1])).size).toBe(0);
      }
    }
  });

  test("balances rows and columns of different sizes, so that small eigenvalues keep their digits", () => {
    // Similar to [1 1; 1 0] by a diagonal matrix; its eigenvalues are the golden ratio and the other root.
    const a = Matrix.from(2, 2, (i, j) => [[1, 2 ** -40, 2 ** 40, 0][2 * i + j]!]);
    const [w] = factors(linearAlgebra.eig, [a.as(dtype)], params);
    const found = [...w!.re].sort((x, y) => x - y);
    expect(Math.abs(found[0]! - (1 - Math.sqrt(5)) / 2)).toBeLessThan(eps * 4);
    expect(Math.abs(found[1]! - (1 + Math.sqrt(5)) / 2)).toBeLessThan(eps * 4);
  });

  test("ends with vectors of norm 1 where eigenvectors are missing", () => {
    const n = 30;
    const block = Matrix.from(n, n, (i, j) => [i === j || i + 1 === j ? 1 : 0]);
    const [w, , right] = factors(linearAlgebra.eig, [block.as(dtype)], params);
    expect(new Set(w!.re)).toEqual(new Set([1]));
    expect(right!.re.every(Number.isFinite)).toBe(true);
    expect(block.times(right!).minus(right!).size).toBeLessThan(eps * 10);
  });

  test("ends, with NaN, for what is not a number", () => {
    const parts = complex ? [1, 0, 2, 0, Number.NaN, 0, 3, 0] : [1, 2, Number.NaN, 3];
    const results = factors(linearAlgebra.eig, [arrayOf(parts, dtype, [2, 2])], params);
    expect(results.flatMap(({ re }) => re).every(Number.isNaN)).toBe(true);
  });
});
