import {
  add,
  broadcastInDim,
  convertElementType,
  dotGeneral,
  eq,
  iota,
  MissingRuleError,
  mul,
  type Array as NDArray,
  reduceSum,
  transpose,
} from "@hyrax/core";
import { cholesky, eigh, lu, luPivotsToPermutation, qr, triangularSolve } from "@hyrax/core/library";
import { grad } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import { beforeEach, describe, expect, test } from "vitest";
import { expectAgreement } from "../../test-support/agree.js";
import { array, random } from "../../test-support/arrays.js";
import { init } from "../index.js";

beforeEach(async () => {
  await init();
});

const tolerance = { ulp: 64, absolute: 1e-5 };

/** `[n, n]` with `value` on the diagonal. */
function diagonal(n: number, value: number): NDArray {
  const place = (dimension: number) => iota({ shape: [n, n], dimension, dtype: "int32" });
  const isDiagonal = convertElementType(eq(place(0), place(1)), { newDtype: "float32", weakType: false });
  return mul(isDiagonal, value);
}

/** `Σ over k of x[..., i, k] x[..., j, k] + shift δᵢⱼ`: positive definite for a positive shift. */
function gram(x: NDArray, shift: number): NDArray {
  const batch = x.shape.slice(0, -2).map((_, axis) => axis);
  const last = x.ndim - 1;
  const products = dotGeneral(x, x, {
    dimensionNumbers: { lhsContract: [last], rhsContract: [last], lhsBatch: batch, rhsBatch: batch },
    preferredElementType: null,
  });
  const n = x.shape.at(-2) as number;
  const spread = { shape: products.shape, broadcastDimensions: [products.ndim - 2, products.ndim - 1] };
  return add(products, broadcastInDim(diagonal(n, shift), spread));
}

describe("cholesky", () => {
  test.each([[[1, 1]], [[3, 3]], [[40, 40]], [[4, 5, 5]], [[2, 3, 7, 7]]])("of matrices %j", async (shape) => {
    await expectAgreement((x) => [cholesky(gram(x as NDArray, 2))], [random(shape, "float32", -1, 1)], tolerance);
  });

  test("is NaN where a matrix is not positive definite, and of a batch only there", async () => {
    const found = await cholesky(array([4, 0, 0, 1, 1, 2, 2, 1, Number.NaN, 0, 1, 1], [3, 2, 2])).data();
    const nan = Number.NaN;
    expect(found).toEqual(Float32Array.of(2, 0, 0, 1, nan, 0, nan, nan, nan, 0, nan, nan));
  });

  test("is differentiated on the GPU", async () => {
    const trace = (a: NDArray) => reduceSum(mul(cholesky(a), diagonal(2, 1)), { axes: [0, 1] });
    const matrix = array([4, 2, 2, 5], [2, 2]);
    expect(jit(grad(trace)).lower(matrix).fallbacks).toEqual([]);
    const slope = await jit(grad(trace))(matrix).data();
    // L11 = √a, L22 = √(d − b²/a), and b takes half from each triangle: at a = 4, b = 2, d = 5.
    const [byA, byB, byD] = [1 / 4 + 1 / 16, -1 / 4, 1 / 4];
    expect([...(slope as Float32Array)]).toEqual([byA, byB / 2, byB / 2, byD].map((x) => expect.closeTo(x, 6)));
  });
});

describe("lu", () => {
  test.each([[[1, 1]], [[3, 3]], [[40, 40]], [[300, 4]], [[4, 300]], [[2, 3, 5, 4]]])(
    "of matrices %j",
    async (shape) => {
      await expectAgreement((x) => lu([x as NDArray]), [random(shape, "float32", -1, 1)], {
        ulp: 64,
        absolute: 5e-5,
      });
    },
  );

  test("takes the first of equal pivots, and passes over columns without one", async () => {
    const ties = array([2, 1, -2, 3, 2, 5], [3, 2]);
    const singular = array([0, 1, 2, 0, 3, 4, 0, 5, 6], [3, 3]);
    await expectAgreement((x) => lu([x as NDArray]), [ties]);
    await expectAgreement((x) => lu([x as NDArray]), [singular], tolerance);
  });

  test.each(["int32", "uint32"] as const)("permutes as pivots of %s say", async (dtype) => {
    const pivots = array([2, 2, 2, 0, 1, 3], [2, 3], dtype);
    await expectAgreement((x) => [luPivotsToPermutation(x as NDArray, { permutationSize: 4 })], [pivots]);
  });
});

describe("triangularSolve", () => {
  const flags = [false, true];
  const variants = flags.flatMap((leftSide) =>
    flags.flatMap((lower) =>
      flags.flatMap((transposeA) => flags.map((unitDiagonal) => ({ leftSide, lower, transposeA, unitDiagonal }))),
    ),
  );
  test.each(variants)("with %j", async (params) => {
    const a = add(random([2, 5, 5], "float32", -0.5, 0.5), 2);
    const b = random(params.leftSide ? [2, 5, 3] : [2, 3, 5]);
    await expectAgreement(
      (x, y) => [triangularSolve(x as NDArray, y as NDArray, { ...params, conjugateA: false })],
      [array([...((await a.data()) as Float32Array)], [2, 5, 5]), b],
      { ulp: 64, absolute: 1e-4 },
    );
  });
});

describe("other factorisations", () => {
  const matrix = () => array([4, 2, 2, 5], [2, 2]);
  const params = { lower: true, sortEigenvalues: true, subsetByIndex: null };

  test("run on the host, on their own or within a program, and say so", async () => {
    const values = jit((a: NDArray) => mul(eigh([a], params)[1] as NDArray, 2));
    expect(values.lower(matrix()).fallbacks).toEqual([
      {
        kind: "reference",
        primitives: ["eigh"],
        fallback: "compilation to WGSL of eigh is not possible: there is no WGSL for it yet",
      },
      {
        kind: "elementwise",
        primitives: ["mul"],
        fallback: "it is part of a program with eigh, which only the reference engine runs",
      },
    ]);
    const root = Math.sqrt(17);
    const expected = [9 - root, 9 + root].map((x) => expect.closeTo(x, 5));
    expect([...((await values(matrix()).data()) as Float32Array)]).toEqual(expected);
    const [, r] = qr([matrix()], { fullMatrices: false, pivoting: false }) as [NDArray, NDArray];
    expect(Math.abs(((await r.data()) as Float32Array)[0] as number)).toBeCloseTo(Math.sqrt(20), 5);
  });

  test("take elements of the GPU once they have been read", async () => {
    const onGpu = mul(transpose(matrix(), { permutation: [1, 0] }), 1);
    const run = () => eigh([onGpu], params)[1] as NDArray;
    expect(run).toThrow(MissingRuleError);
    expect(run).toThrow(
      /^webgpu: eigh uses what only the reference engine runs: .* await x\.data\(\) brings those of an array x to the host/,
    );
    await onGpu.data();
    expect(await run().data()).toHaveLength(2);
  });
});
