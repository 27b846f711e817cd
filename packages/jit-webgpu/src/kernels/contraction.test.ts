import { type DotGeneralParams, dotGeneral, type Array as NDArray, transpose } from "@hyrax/core";
import { beforeAll, describe, expect, test } from "vitest";
import { expectAgreement } from "../../test-support/agree.js";
import { random } from "../../test-support/arrays.js";
import { init } from "../index.js";
import { divideProduct } from "./tiled-product.js";

beforeAll(async () => {
  await init();
});

const matmul: DotGeneralParams = {
  dimensionNumbers: { lhsContract: [1], rhsContract: [0], lhsBatch: [], rhsBatch: [] },
  preferredElementType: null,
};
const tolerance = { ulp: 256, absolute: 1e-4 };

const sizes = [
  [1, 1, 1],
  [0, 3, 4],
  [3, 0, 4],
  [3, 4, 0],
  [1, 50, 60],
  [50, 60, 1],
  [50, 1, 60],
  [17, 33, 9],
  [33, 31, 35],
  [64, 64, 64],
  [65, 100, 63],
  [10, 3000, 10],
  [300, 17, 260],
] as const;

describe.each(sizes)("[%i, %i] @ [%i]", (m, k, n) => {
  test("floats", async () => {
    await expectAgreement(
      (x, y) => [dotGeneral(x, y, matmul)],
      [random([m, k]), random([k, n], "float32", -2, 2, 5)],
      tolerance,
    );
  });
  // Shaders of workgroups take long to compile on a software adapter, and edges of tiles are the same for every dtype.
  if (k > 50 || (m === n && n === k)) return;
  test("both sides transposed", async () => {
    const flip = (x: NDArray) => transpose(x, { permutation: [1, 0] });
    await expectAgreement(
      (x, y) => [dotGeneral(flip(x), flip(y), matmul)],
      [random([k, m]), random([n, k], "float32", -2, 2, 5)],
      tolerance,
    );
  });
  test("integers wrap", async () => {
    const of = (shape: readonly number[], seed: number) => random(shape, "int32", -(2 ** 20), 2 ** 20, seed);
    await expectAgreement((x, y) => [dotGeneral(x, y, matmul)], [of([m, k], 1), of([k, n], 2)]);
  });
});

test("batches, and several axes of every kind", async () => {
  const batched: DotGeneralParams = {
    dimensionNumbers: { lhsContract: [2], rhsContract: [1], lhsBatch: [0], rhsBatch: [0] },
    preferredElementType: null,
  };
  await expectAgreement((x, y) => [dotGeneral(x, y, batched)], [random([5, 20, 30]), random([5, 30, 40])], tolerance);
  const many: DotGeneralParams = {
    dimensionNumbers: { lhsContract: [1, 4], rhsContract: [3, 0], lhsBatch: [2], rhsBatch: [2] },
    preferredElementType: null,
  };
  await expectAgreement((x, y) => [dotGeneral(x, y, many)], [random([6, 5, 2, 3, 7]), random([7, 8, 2, 5])], tolerance);
});

test("sums are made in the dtype that is asked for", async () => {
  const params: DotGeneralParams = { ...matmul, preferredElementType: "float32" };
  await expectAgreement(
    (x, y) => [dotGeneral(x, y, params)],
    [random([20, 30], "int32", -9, 9), random([30, 40], "int32", -9, 9)],
  );
  await expectAgreement(
    (x, y) => [dotGeneral(x, y, params)],
    [random([2, 30], "int32", -9, 9), random([30, 3], "int32", -9, 9)],
  );
});

test("products of bools say whether any pair is true", async () => {
  await expectAgreement(
    (x, y) => [dotGeneral(x, y, matmul)],
    [random([20, 30], "bool", -2, 0.2), random([30, 40], "bool", -2, 0.2)],
  );
});

test("long sums of few tiles are divided into parts", () => {
  expect(divideProduct(1, 32, 32, 100_000)).toEqual({ tile: 32, parts: 64 });
  expect(divideProduct(1, 1024, 1024, 1024)).toEqual({ tile: 64, parts: 1 });
  expect(divideProduct(8, 40, 40, 40)).toEqual({ tile: 32, parts: 1 });
});
