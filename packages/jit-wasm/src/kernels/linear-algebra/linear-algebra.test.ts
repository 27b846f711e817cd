import {
  config,
  convertElementType,
  type DType,
  hostArray,
  isComplex,
  type Array as NDArray,
  type Shape,
  sizeOf,
} from "@hyrax/core";
import {
  cholesky,
  eigh,
  hessenberg,
  householderProduct,
  lu,
  luPivotsToPermutation,
  qr,
  svd,
  triangularSolve,
  tridiagonal,
  tridiagonalSolve,
} from "@hyrax/core/library";
import { afterEach, beforeEach, describe, test } from "vitest";
import { expectAgreement, type Program } from "../../../test-support/both-engines.js";
import {
  adjoint,
  diagonal as complexDiagonal,
  expectEqual,
  found,
  times,
} from "../../../test-support/complex-matrices.js";

const dtypes = ["float32", "float64", "complex64", "complex128"] as const;

/** Roundings of results that are computed in double precision by both engines. */
const tolerance = (dtype: DType) => (dtype === "float32" || dtype === "complex64" ? 4e-7 : 1e-12);

/** Matrices of numbers without a pattern. */
function matrices(shape: Shape, dtype: DType): NDArray {
  const count = sizeOf(shape) * (isComplex(dtype) ? 2 : 1);
  const elements = Array.from({ length: count }, (_, i) => ((Math.sin(i * 12.9898 + 1) * 43758.5453) % 1) * 3);
  const single = dtype === "float32" || dtype === "complex64";
  return hostArray(single ? Float32Array.from(elements) : Float64Array.from(elements), shape, dtype);
}

/** A diagonal matrix. */
function diagonal(values: readonly number[], dtype: DType): NDArray {
  const n = values.length;
  const lanes = isComplex(dtype) ? 2 : 1;
  const elements = new Float64Array(n * n * lanes);
  values.forEach((value, i) => {
    elements[(i * n + i) * lanes] = value;
  });
  const single = dtype === "float32" || dtype === "complex64";
  return hostArray(single ? Float32Array.from(elements) : elements, [n, n], dtype);
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
  test.each([0, 1, 2, 3, 7, 16, 33, 70])("the Cholesky factor of matrices of size %i", (n) => {
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

  test.each([true, false])("large triangular systems, with the triangle on the left: %o", (leftSide) => {
    const [a, b] = [positive(1, 37, dtype), matrices(leftSide ? [1, 37, 70] : [1, 70, 37], dtype)];
    for (const [lower, transposeA] of flags.flatMap((x) => flags.map((y) => [x, y] as const))) {
      const params = { leftSide, lower, transposeA, conjugateA: transposeA, unitDiagonal: false };
      expectAgreement((x, y) => [triangularSolve(x, y, params)], [a, b], tolerance(dtype));
    }
  });

  test.each([
    [0, 0],
    [1, 1],
    [4, 4],
    [3, 7],
    [9, 2],
    [24, 24],
    [71, 40],
    [35, 99],
  ])("the factors L and U of %i × %i matrices, with their pivots", (m, n) => {
    expectAgreement((x) => lu([x]), [matrices([m > 30 ? 1 : 2, m, n], dtype)], 4 * tolerance(dtype));
  });

  const shapes = [
    [0, 0],
    [1, 1],
    [5, 5],
    [3, 7],
    [9, 4],
    [1, 4],
    [17, 16],
    [70, 41],
  ] as const;
  test.each(
    shapes.flatMap(([m, n]) =>
      flags.flatMap((fullMatrices) => flags.map((pivoting) => ({ m, n, fullMatrices, pivoting }))),
    ),
  )("the factors Q and R: %o", ({ m, n, ...params }) => {
    expectAgreement((x) => qr([x], params), [matrices([2, m, n], dtype)], 4 * tolerance(dtype));
  });

  test("columns of which norms cancel are chosen by norms computed anew", () => {
    const lanes = isComplex(dtype) ? 2 : 1;
    const x = Float64Array.from({ length: 36 * lanes }, (_, i) => 1 + 1e-9 * Math.sin(i * 7.7));
    const wide = isComplex(dtype) ? "complex128" : "float64";
    expectAgreement((a) => qr([a], { fullMatrices: false, pivoting: true }).slice(2), [hostArray(x, [6, 6], wide)], 0);
  });

  test("the product of reflectors", () => {
    const program: Program = (a, taus) => [householderProduct(a, taus)];
    expectAgreement(program, [matrices([2, 6, 4], dtype), matrices([2, 3], dtype)], 8 * tolerance(dtype));
  });

  test.each([0, 1, 2, 3, 6, 17].flatMap((n) => flags.map((lower) => ({ n, lower }))))(
    "eigenvalues and eigenvectors of Hermitian matrices: %o",
    ({ n, lower }) => {
      const params = { lower, sortEigenvalues: true, subsetByIndex: null };
      expectAgreement((x) => eigh([x], params), [matrices([2, n, n], dtype)], 8 * tolerance(dtype));
    },
  );

  // Which signs eigenvectors have depends on the last digits of the matrix: they are compared with what they mean.
  test.each([25, 70])(
    "eigenvalues and eigenvectors of Hermitian matrices of size %i are what they ought to be",
    (n) => {
      const x = positive(1, n, dtype);
      const a = found(dtype, (y) => [y], x)[0]!;
      for (const lower of flags) {
        const params = { lower, sortEigenvalues: true, subsetByIndex: null };
        const v = found(dtype, (y) => eigh([y], params).slice(0, 1), x)[0]!;
        const w = found("float64", (y) => eigh([y], params).slice(1), x)[0]!;
        const values = complexDiagonal(n, (i) => w[i]!);
        expectEqual(times(n, a, v), times(n, v, values), 100 * n * tolerance(dtype));
        expectEqual(
          times(n, adjoint(n, v), v),
          complexDiagonal(n, () => [1, 0]),
          10 * tolerance(dtype),
        );
      }
    },
  );

  test("eigenvalues that repeat, that are zero, that are huge, and that are none", () => {
    const params = { lower: true, sortEigenvalues: true, subsetByIndex: null };
    for (const values of [
      [2, 2, 2],
      [0, 0, 0],
      [1e30, -1e30, 3e30],
      [1, Number.NaN, 2],
      [3, 1, 2],
    ]) {
      expectAgreement((a) => eigh([a], params), [diagonal(values, dtype)], tolerance(dtype));
    }
  });

  test("some of the eigenvalues", () => {
    const params = { lower: true, sortEigenvalues: true, subsetByIndex: [1, 4] as const };
    expectAgreement((x) => eigh([x], params), [matrices([7, 7], dtype)], 8 * tolerance(dtype));
  });

  const svdShapes = [
    [0, 0],
    [1, 1],
    [2, 2],
    [6, 6],
    [5, 3],
    [3, 5],
    [12, 4],
    [4, 12],
    [1, 5],
    [20, 19],
  ] as const;
  const svdKinds = [
    { fullMatrices: false, computeUv: true },
    { fullMatrices: true, computeUv: true },
    { fullMatrices: false, computeUv: false },
  ];
  test.each(svdShapes.flatMap(([m, n]) => svdKinds.map((kind) => ({ m, n, ...kind }))))(
    "singular values and vectors: %o",
    ({ m, n, ...kind }) => {
      const params = { ...kind, subsetByIndex: null };
      expectAgreement((x) => svd([x], params), [matrices([2, m, n], dtype)], 16 * tolerance(dtype));
    },
  );

  test("singular values that repeat, that are zero, that are tiny beside others, and that are none", () => {
    const params = { fullMatrices: true, computeUv: true, subsetByIndex: null };
    for (const values of [
      [2, 2, 2],
      [0, 0, 0],
      [1e30, -1e-20, 3],
      [1, Number.NaN, 2],
      [3, 0, 2],
    ]) {
      expectAgreement((a) => svd([a], params), [diagonal(values, dtype)], tolerance(dtype));
    }
  });

  test.each([0, 1, 2, 3, 9])("the Hessenberg form and the tridiagonal forms of size %i", (n) => {
    const x = matrices([2, n, n], dtype);
    expectAgreement((a) => hessenberg([a]), [x], 8 * tolerance(dtype));
    for (const lower of flags) expectAgreement((a) => tridiagonal([a], { lower }), [x], 8 * tolerance(dtype));
  });

  test.each([1, 2, 3, 8])("tridiagonal systems of size %i, with exchanges of rows", (n) => {
    const program: Program = (below, d, above, b) => [tridiagonalSolve(below, d, above, b)];
    const diagonals = [1, 0.3, 2].map((factor, i) => {
      const data = matrices([2, n], dtype).dataSync() as Float64Array;
      return hostArray(data.map((x, k) => (x + i) * factor + (k % 3)) as Float64Array, [2, n], dtype);
    });
    expectAgreement(program, [...diagonals, matrices([2, n, 3], dtype)], 1e3 * tolerance(dtype));
  });

  test("a tridiagonal system without a solution is NaN", () => {
    const zeros = (matrices([1, 3], dtype).dataSync() as Float64Array).fill(0);
    const zero = hostArray(zeros, [1, 3], dtype);
    expectAgreement((x, b) => [tridiagonalSolve(x, x, x, b)], [zero, matrices([1, 3, 2], dtype)], 0);
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

describe.each(["float16", "bfloat16"] as const)("of %s", (dtype) => {
  const convert = (x: NDArray, newDtype: DType) => convertElementType(x, { newDtype, weakType: false });
  const half =
    (program: Program): Program =>
    (x) =>
      program(convert(x, dtype)).map((y) => convert(y, "float32"));

  test("matrices are decomposed in double precision, and rounded once", () => {
    const params = { fullMatrices: false, pivoting: false };
    for (const program of [half((x) => [cholesky(x)]), half((x) => lu([x])), half((x) => qr([x], params))]) {
      expectAgreement(program, [positive(2, 5, "float32")], 0);
    }
  });
});

test("pivots become a permutation", () => {
  const pivots = hostArray(Int32Array.of(3, 3, 2, 3, 0, 4, 2, 3), [2, 4], "int32");
  expectAgreement((x) => [luPivotsToPermutation(x, { permutationSize: 6 })], [pivots], 0);
});
