import { config, type DType, hostArray, isComplex, type Array as NDArray, type Shape, sizeOf } from "@hyrax/core";
import { cholesky, lu, luPivotsToPermutation, triangularSolve } from "@hyrax/core/library";
import { afterEach, beforeEach, describe, test } from "vitest";
import { expectAgreement } from "../../../test-support/both-engines.js";

const dtypes = ["float32", "float64", "complex64", "complex128"] as const;

/** Roundings of results that are computed in double precision by both engines. */
const tolerance = (dtype: DType) => (dtype === "float32" || dtype === "complex64" ? 4e-7 : 1e-12);

/** Matrices of numbers without a pattern. */
function matrices(shape: Shape, dtype: DType): NDArray {
  const count = sizeOf(shape) * (isComplex(dtype) ? 2 : 1);
  const elements = Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898 + 1) * 3);
  const single = dtype === "float32" || dtype === "complex64";
  return hostArray(single ? Float32Array.from(elements) : Float64Array.from(elements), shape, dtype);
}

/** Hermitian matrices of which all eigenvalues are positive: the diagonal outweighs the rest. */
function positive(batch: number, n: number, dtype: DType): NDArray {
  const lanes = isComplex(dtype) ? 2 : 1;
  const x = matrices([batch, n, n], dtype);
  const data = x.dataSync() as Float64Array;
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++)
        for (let part = 0; part < lanes; part++) {
          const at = (r: number, c: number) => ((b * n + r) * n + c) * lanes + part;
          if (i === j) data[at(i, i)] = part === 0 ? 4 * n + i : 0;
          else data[at(j, i)] = part === 0 ? data[at(i, j)]! : -data[at(i, j)]!;
        }
  return hostArray(data, [batch, n, n], dtype);
}

beforeEach(() => config.update("enableX64", true));
afterEach(() => config.update("enableX64", false));

describe.each(dtypes)("of %s", (dtype) => {
  test.each([0, 1, 2, 3, 7, 16, 33])("the Cholesky factor of matrices of size %i", (n) => {
    expectAgreement((x) => [cholesky(x)], [positive(3, n, dtype)], tolerance(dtype));
  });

  test("matrices that are not positive definite have a triangle of NaN, the others of the batch have none", () => {
    const x = positive(2, 5, dtype);
    const data = x.dataSync() as Float64Array;
    data[isComplex(dtype) ? 24 : 12] = -1;
    expectAgreement((a) => [cholesky(a)], [hostArray(data, [2, 5, 5], dtype)], tolerance(dtype));
  });

  const flags = [false, true];
  const variants = flags.flatMap((leftSide) =>
    flags.flatMap((lower) =>
      flags.flatMap((transposeA) =>
        flags.flatMap((conjugateA) =>
          flags.map((unitDiagonal) => ({ leftSide, lower, transposeA, conjugateA, unitDiagonal })),
        ),
      ),
    ),
  );
  test.each(variants)("triangular systems: %o", (params) => {
    const a = positive(2, 6, dtype);
    const b = matrices(params.leftSide ? [2, 6, 3] : [2, 3, 6], dtype);
    expectAgreement((x, y) => [triangularSolve(x, y, params)], [a, b], params.unitDiagonal ? 1e-5 : tolerance(dtype));
  });

  test.each([
    [0, 0],
    [1, 1],
    [4, 4],
    [3, 7],
    [9, 2],
    [24, 24],
  ])("the factors L and U of %i × %i matrices, with their pivots", (m, n) => {
    expectAgreement((x) => lu([x]), [matrices([2, m, n], dtype)], 4 * tolerance(dtype));
  });

  test("of singular matrices columns without a pivot are passed over", () => {
    expectAgreement(
      (x) => lu([x]),
      [
        hostArray(
          new Float64Array(isComplex(dtype) ? 18 : 9).fill(1),
          [3, 3],
          isComplex(dtype) ? "complex128" : "float64",
        ),
      ],
      1e-12,
    );
  });
});

test("pivots become a permutation", () => {
  const pivots = hostArray(Int32Array.of(3, 3, 2, 3, 0, 4, 2, 3), [2, 4], "int32");
  expectAgreement((x) => [luPivotsToPermutation(x, { permutationSize: 6 })], [pivots], 0);
});
