import {
  exp,
  mul,
  type Array as NDArray,
  reduceAnd,
  reduceMax,
  reduceMin,
  reduceOr,
  reduceProd,
  reduceSum,
  reduceXor,
  rev,
  sub,
  transpose,
} from "@hyrax/core";
import { beforeAll, describe, expect, test } from "vitest";
import { expectAgreement } from "../../test-support/agree.js";
import { array, random } from "../../test-support/arrays.js";
import { init } from "../index.js";
import { divideReduction } from "./reduce.js";

beforeAll(async () => {
  await init();
});

type Reduction = (x: NDArray, params: { readonly axes: readonly number[] }) => NDArray;
const numeric: Readonly<Record<string, Reduction>> = { reduceSum, reduceProd, reduceMax, reduceMin };
const bitwise: Readonly<Record<string, Reduction>> = { reduceAnd, reduceOr, reduceXor };

const cases: readonly (readonly [shape: readonly number[], axes: readonly number[]])[] = [
  [[7], [0]],
  [[1], [0]],
  [[0], [0]],
  [[0, 3], [0]],
  [[0, 3], [1]],
  [[3, 0, 2], [1]],
  [[], []],
  [[4, 5], []],
  [[4, 5], [0]],
  [[4, 5], [1]],
  [
    [4, 5],
    [0, 1],
  ],
  [[3, 4, 5], [1]],
  [
    [3, 4, 5],
    [0, 2],
  ],
  [[3, 1, 5], [1]],
  [
    [2, 3, 4, 5],
    [1, 3],
  ],
  [[5, 33], [1]],
  [[3, 1000], [1]],
  [[1000, 3], [0]],
  [[3, 1025], [1]],
  [[70001], [0]],
  [[2, 40000], [1]],
  [[40000, 2], [0]],
  [[300, 300], [0]],
  [[300, 300], [1]],
];

describe.each(cases)("over [%j] along [%j]", (shape, axes) => {
  // Numbers near 1 keep a long product in range; errors of long sums grow with the square root of their length.
  const tolerance = { ulp: 64, absolute: 1e-4 };
  test("floats", async () => {
    // Shaders of workgroups take long to compile on a software adapter, and are the same for every reducer.
    for (const f of shape.some((n) => n > 256) ? [reduceSum, reduceMax] : Object.values(numeric)) {
      const [low, high] = f === reduceProd ? [0.9, 1.1] : [-2, 3];
      await expectAgreement((x) => [f(x, { axes })], [random(shape, "float32", low, high)], tolerance);
    }
  });
  if (shape.length !== 2 || (shape[0] as number) > 256) return;
  test("integers and bools", async () => {
    for (const dtype of ["int32", "uint32"] as const) {
      const x = random(shape, dtype, dtype === "int32" ? -(2 ** 31) : 0, 2 ** 31);
      await expectAgreement((y) => Object.values({ ...numeric, ...bitwise }).map((f) => f(y, { axes })), [x]);
    }
    const flags = random(shape, "bool", -1, 0.01);
    await expectAgreement((y) => [reduceMax, reduceMin, ...Object.values(bitwise)].map((f) => f(y, { axes })), [flags]);
  });
});

test.each([40, 4000, 70001])("NaN wins, and −0 is less than 0, among %i elements", async (size) => {
  const values = new Array<number>(size).fill(-1);
  values[size - 3] = Number.NaN;
  const zeros = new Array<number>(size).fill(0);
  zeros[17] = -0;
  await expectAgreement(
    (x, y) => [
      reduceMax(x, { axes: [0] }),
      reduceMin(x, { axes: [0] }),
      reduceSum(x, { axes: [0] }),
      reduceMin(y, { axes: [0] }),
    ],
    [array(values), array(zeros)],
    { ulp: 0 },
  );
  await expectAgreement(
    (x) => [reduceMax(x, { axes: [0] }), reduceMin(x, { axes: [0] })],
    [array(values.map((x) => (x === -1 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)))],
  );
});

test("expressions and views are computed within the reduction", async () => {
  const f = (x: NDArray, y: NDArray) => [
    reduceSum(exp(sub(x, transpose(y, { permutation: [1, 0] }))), { axes: [1] }),
    reduceMax(mul(rev(x, { dimensions: [0, 1] }), x), { axes: [0] }),
  ];
  await expectAgreement(f, [random([50, 70]), random([70, 50], "float32", -1, 1, 2)], { ulp: 32 });
});

test("work is divided so that neither a single long row nor many short ones leave the device idle", () => {
  expect(divideReduction(1, 1e7, true)).toEqual({ parts: 64, threads: 256 });
  expect(divideReduction(1e7, 4, true)).toEqual({ parts: 1, threads: 1 });
  expect(divideReduction(1024, 1024, true)).toEqual({ parts: 1, threads: 64 });
  expect(divideReduction(1024, 1024, false)).toEqual({ parts: 8, threads: 1 });
  expect(divideReduction(4, 1e6, false)).toEqual({ parts: 256, threads: 1 });
});
