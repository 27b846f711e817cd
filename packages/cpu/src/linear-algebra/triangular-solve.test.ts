import { linearAlgebra, type TriangularSolveParams } from "@hyrax/core/library";
import { expect, test } from "vitest";
import { factors, Matrix, randomMatrix } from "../../test-support/matrix.js";
import { describeEachMatrixDtype } from "../../test-support/matrix-dtypes.js";

const flags = [false, true];

/** All variants that there are. */
const variants: readonly TriangularSolveParams[] = flags.flatMap((leftSide) =>
  flags.flatMap((lower) =>
    flags.flatMap((transposeA) =>
      flags.flatMap((conjugateA) =>
        flags.map((unitDiagonal) => ({ leftSide, lower, transposeA, conjugateA, unitDiagonal })),
      ),
    ),
  ),
);

describeEachMatrixDtype("triangularSolve", ({ dtype, eps }) => {
  test.each([1, 2, 6])("solves what each variant says, with %i rows, and reads one triangle alone", (n) => {
    const drawn = randomMatrix(n, n, dtype);
    const a = Matrix.from(n, n, (i, j) => (i === j ? [2 + drawn.at(i, j)[0], drawn.at(i, j)[1]] : drawn.at(i, j)));
    for (const params of variants) {
      const { leftSide, lower, transposeA, conjugateA, unitDiagonal } = params;
      const b = leftSide ? randomMatrix(n, 3, dtype, 7) : randomMatrix(3, n, dtype, 7);
      const triangle = Matrix.from(n, n, (i, j) => {
        if (i === j && unitDiagonal) return [1];
        return (lower ? i >= j : i <= j) ? a.at(i, j) : [0];
      });
      const turned = transposeA ? triangle.T : triangle;
      const op = conjugateA ? turned.conjugate : turned;
      const [x] = factors(linearAlgebra.triangularSolve, [a.as(dtype), b.as(dtype)], params);
      const residual = (leftSide ? op.times(x!) : x!.times(op)).minus(b).size;
      expect(residual, JSON.stringify(params)).toBeLessThan(eps * n * Math.max(1, x!.size) * a.size);
    }
  });
});
