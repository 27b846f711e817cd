import { config, type DType, hostArray, isComplex, type Array as NDArray, sizeOf } from "@hyrax/core";
import { eig, schur } from "@hyrax/core/library";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectAgreement } from "../../../test-support/both-engines.js";
import { adjoint, diagonal, expectEqual, found, times } from "../../../test-support/complex-matrices.js";

const dtypes = ["float32", "float64", "complex64", "complex128"] as const;
const both = { computeLeftEigenvectors: true, computeRightEigenvectors: true };

type Part = (i: number, j: number, part: number) => number;

const random: Part = (i, j, part) => (Math.sin(i * 12.9898 + j * 78.233 + part * 37.719 + 1) * 43758.5453) % 1;

function matrices(batch: number, n: number, dtype: DType, element: Part): NDArray {
  const lanes = isComplex(dtype) ? 2 : 1;
  const shape = [batch, n, n];
  const elements = Float64Array.from({ length: sizeOf(shape) * lanes }, (_, at) => {
    const place = Math.floor(at / lanes);
    const [row, j] = [Math.floor(place / n), place % n];
    return element(row % n, j, (at % lanes) + lanes * Math.floor(row / n));
  });
  const single = dtype === "float32" || dtype === "complex64";
  return hostArray(single ? Float32Array.from(elements) : elements, shape, dtype);
}

/** The same part of an element of a matrix of real numbers. */
const real =
  (element: (i: number, j: number) => number): Part =>
  (i, j, part) =>
    part === 0 ? element(i, j) : 0;

/** What iterations, deflation, blocks of two and balancing have to deal with. */
const special: Record<string, Part> = {
  zero: () => 0,
  "the identity": real((i, j) => (i === j ? 1 : 0)),
  "one Jordan block": real((i, j) => (i === j || i + 1 === j ? 1 : 0)),
  "upper triangular": (i, j, part) => (i <= j ? random(i, j, part) : 0),
  "lower triangular": (i, j, part) => (i >= j ? random(i, j, part) : 0),
  "a cyclic permutation": real((i, j) => ((i + 1) % 6 === j ? 1 : 0)),
  "blocks of complex pairs": real((i, j) => (i >> 1 === j >> 1 ? [1, -2 - i, 1, 1][2 * (i % 2) + (j % 2)]! : 0)),
  "graded by rows": (i, j, part) => random(i, j, part) * 2 ** (6 * (i - j)),
  huge: (i, j, part) => random(i, j, part) * 1e30,
  tiny: (i, j, part) => random(i, j, part) * 1e-30,
  NaN: (i, j, part) => (i === 1 && j === 2 ? Number.NaN : random(i, j, part)),
  infinite: (i, j, part) => (i === 2 && j === 2 ? Number.POSITIVE_INFINITY : random(i, j, part)),
};

beforeEach(() => config.update("enableX64", true));
afterEach(() => config.update("enableX64", false));

describe.each(dtypes)("of %s", (dtype) => {
  const tolerance = dtype === "float32" || dtype === "complex64" ? 1e-5 : 1e-10;

  test.each([0, 1, 2, 3, 4, 5, 8])("the Schur form of matrices of size %i", (n) => {
    for (const computeSchurVectors of [true, false]) {
      expectAgreement((x) => schur([x], { computeSchurVectors }), [matrices(2, n, dtype, random)], tolerance);
    }
  });

  // Without scaling, rounding moves the eigenvalues of a graded matrix.
  const ungraded = Object.keys(special).filter((name) => name !== "graded by rows");
  test.each(ungraded)("the Schur form of a matrix that is %s", (name) => {
    const x = matrices(1, 6, dtype, special[name]!);
    expectAgreement((a) => schur([a], { computeSchurVectors: true }), [x], tolerance);
  });

  test.each([0, 1, 2, 3, 4, 5, 8])("eigenvalues and eigenvectors of matrices of size %i", (n) => {
    expectAgreement((x) => eig([x], both), [matrices(2, n, dtype, random)], tolerance);
  });

  // Its eigenvectors have no greatest element.
  const distinct = Object.keys(special).filter((name) => name !== "a cyclic permutation");
  test.each(distinct)("eigenvalues and eigenvectors of a matrix that is %s", (name) => {
    expectAgreement((a) => eig([a], both), [matrices(1, 6, dtype, special[name]!)], tolerance);
  });

  // Which order and signs such a form has depends on the last digits of the matrix: it is compared with what it means.
  test.each([13, 25, 32, 64])("the Schur form and eigenvectors of size %i are what they ought to be", (n) => {
    const x = matrices(1, n, dtype, random);
    const [t, z] = found(dtype, (a) => schur([a], { computeSchurVectors: true }), x);
    const a = found(dtype, (y) => [y], x)[0]!;
    expectEqual(times(n, a, z!), times(n, z!, t!), 20 * tolerance);
    expectEqual(
      times(n, adjoint(n, z!), z!),
      diagonal(n, () => [1, 0]),
      tolerance,
    );
    const lanes = isComplex(dtype) ? 0 : 1;
    t!.forEach(([re, im], at) => {
      if (Math.floor(at / n) > (at % n) + lanes) expect([re, im].map(Math.abs)).toEqual([0, 0]);
    });
    const [w, left, right] = found("complex128", (y) => eig([y], both), x);
    const values = diagonal(n, (i) => w![i]!);
    expectEqual(times(n, a, right!), times(n, right!, values), 20 * tolerance);
    expectEqual(times(n, adjoint(n, left!), a), times(n, values, adjoint(n, left!)), 20 * tolerance);
  });

  test("eigenvalues only, and vectors of one side", () => {
    const x = matrices(2, 5, dtype, random);
    for (const [left, right] of [
      [false, false],
      [true, false],
      [false, true],
    ] as const) {
      const params = { computeLeftEigenvectors: left, computeRightEigenvectors: right };
      expectAgreement((a) => eig([a], params), [x], tolerance);
    }
  });
});
