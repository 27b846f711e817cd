import { MissingRuleError, mul, type Array as NDArray, reduceSum, transpose } from "@hyrax/core";
import { cholesky, triangularSolve } from "@hyrax/core/library";
import { grad } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import { beforeEach, expect, test } from "vitest";
import { array } from "../../test-support/arrays.js";
import { init } from "../index.js";

beforeEach(async () => {
  await init();
});

const matrix = () => array([4, 2, 2, 5], [2, 2]);
const lower = { leftSide: true, lower: true, transposeA: false, conjugateA: false, unitDiagonal: false };

test("factorisations and solves run on the host, on their own or within a program, and say so", async () => {
  expect(await cholesky(matrix()).data()).toEqual(Float32Array.of(2, 0, 1, 2));
  // Both triangles, since A = L Lᵀ.
  const solve = jit((a: NDArray, b: NDArray) => {
    const factor = cholesky(a);
    const half = triangularSolve(factor, b, lower);
    return mul(triangularSolve(factor, half, { ...lower, transposeA: true }), 2);
  });
  const b = array([8, 12], [2, 1]);
  expect(await solve(matrix(), b).data()).toEqual(Float32Array.of(2, 4));
  const reasons = solve.lower(matrix(), b).fallbacks.map(({ primitives, fallback }) => [...primitives, fallback]);
  expect(reasons[0]).toEqual([
    "cholesky",
    "compilation to WGSL of cholesky is not possible: there is no WGSL for it yet",
  ]);
  expect(reasons.map(([name]) => name)).toEqual(["cholesky", "triangular_solve", "triangular_solve", "mul"]);
});

test("so do their derivatives", async () => {
  const trace = (a: NDArray) => reduceSum(mul(cholesky(a), array([1, 0, 0, 1], [2, 2])), { axes: [0, 1] });
  const slope = await jit(grad(trace))(matrix()).data();
  // L11 = √a, L21 = b/√a, L22 = √(d − b²/a), of which b takes half from each triangle: at a = 4, b = 2, d = 5.
  const [byA, byB, byD] = [1 / 4 + 1 / 16, -1 / 4, 1 / 4];
  expect([...(slope as Float32Array)]).toEqual([byA, byB / 2, byB / 2, byD].map((x) => expect.closeTo(x, 6)));
});

test("elements that are on the GPU only have to be read first", async () => {
  const onGpu = mul(transpose(matrix(), { permutation: [1, 0] }), 1);
  expect(() => cholesky(onGpu)).toThrow(MissingRuleError);
  expect(() => cholesky(onGpu)).toThrow(
    /^webgpu: cholesky uses what only the reference engine runs: cholesky .* are on the GPU\. await x\.data\(\) brings/,
  );
  await onGpu.data();
  expect(await cholesky(onGpu).data()).toEqual(Float32Array.of(2, 0, 1, 2));
});
