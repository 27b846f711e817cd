import {
  allocate,
  config,
  convertElementType,
  type DType,
  div,
  encodeScalar,
  exp,
  hostArray,
  mul,
  type Array as NDArray,
  reduceAnd,
  reduceMax,
  reduceMin,
  reduceOr,
  reduceProd,
  reduceSum,
  reduceXor,
  sizeOf,
} from "@hyrax/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectAgreement, onBothEngines } from "../../test-support/both-engines.js";

beforeEach(() => config.update("enableX64", true));
afterEach(() => config.update("enableX64", false));

/** Elements of a dtype from -9 to 9, or 0 and 1, in no order. */
function elements(dtype: DType, ...shape: number[]): NDArray {
  const data = allocate(dtype, sizeOf(shape));
  for (let i = 0; i < sizeOf(shape); i++) {
    const number = ((i * 7919) % 19) - 9;
    encodeScalar(data, i, dtype === "bool" ? number % 3 === 0 : dtype.startsWith("u") ? number + 9 : number, dtype);
  }
  return hostArray(data, shape, dtype);
}

const shapes = [[5], [4, 6], [3, 37], [40, 5], [7, 3, 9], [2, 0], [0, 3], [33, 66]] as const;
const integers: readonly DType[] = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"];
const floats: readonly DType[] = ["float16", "bfloat16", "float32", "float64"];

/** Every reduction over the first axis, the last one, and all of them. */
const everyAxis = (reduce: (x: NDArray, axes: number[]) => NDArray) => (x: NDArray) => [
  reduce(x, [0]),
  reduce(x, [x.ndim - 1]),
  reduce(x, [...x.shape.keys()]),
];

describe.each([...integers, ...floats, "complex64", "complex128"] satisfies DType[])("of %s", (dtype) => {
  test.each(shapes.map((shape) => [shape]))("sums and products of shape %s are exact", (shape) => {
    const sums = everyAxis((x, axes) => reduceSum(x, { axes }));
    // Sums of so few small integers are held exactly by all but the halves, which round once.
    expectAgreement(sums, [elements(dtype, ...shape)], dtype.includes("float16") ? 2 ** -8 : 0);
  });

  test("products of a few are exact", () => {
    const product = everyAxis((x, axes) => reduceProd(x, { axes }));
    expectAgreement(product, [elements(dtype, 2, 3)], dtype === "bfloat16" ? 2 ** -8 : 0);
  });
});

describe.each([...integers, ...floats, "bool"] satisfies DType[])("of %s", (dtype) => {
  test.each(shapes.filter((shape) => !shape.includes(0 as never)).map((shape) => [shape]))(
    "extremes of shape %s are exact",
    (shape) => {
      const extremes = (x: NDArray) => [
        ...everyAxis((y, axes) => reduceMax(y, { axes }))(x),
        ...everyAxis((y, axes) => reduceMin(y, { axes }))(x),
      ];
      expectAgreement(extremes, [elements(dtype, ...shape)], 0);
    },
  );
});

describe.each([...integers, "bool"] satisfies DType[])("of %s", (dtype) => {
  test.each(shapes.map((shape) => [shape]))("and, or and xor of shape %s are exact", (shape) => {
    const all = (x: NDArray) =>
      [reduceAnd, reduceOr, reduceXor].flatMap((reduce) => everyAxis((y, axes) => reduce(y, { axes }))(x));
    expectAgreement(all, [elements(dtype, ...shape)], 0);
  });
});

test("NaN wins the extremes of its row and of its column", () => {
  const data = Float32Array.from({ length: 35 }, (_, i) => i - 17);
  data[10] = Number.NaN;
  const x = hostArray(data, [5, 7], "float32");
  const [rows, columns] = onBothEngines((y) => [reduceMax(y, { axes: [1] }), reduceMin(y, { axes: [0] })], [x]);
  expect(rows!.found.map(Number.isNaN)).toEqual([false, true, false, false, false]);
  expect(columns!.found.map(Number.isNaN)).toEqual([false, false, false, true, false, false, false]);
});

describe("long rows are reduced in parts", () => {
  test.each([131_072, 300_001, 1_000_003])("of %i elements, with what follows", (n) => {
    const x = hostArray(
      Float32Array.from({ length: n }, (_, i) => Math.sin(i * 12.9898) + 0.5),
      [n],
      "float32",
    );
    const mean = (y: NDArray) => [div(reduceSum(mul(y, y), { axes: [0] }), n), exp(reduceMin(y, { axes: [0] }))];
    expectAgreement(mean, [x], 1e-6);
  });

  test("of halves they are rounded once", () => {
    const ones = convertElementType(elements("int32", 200_001), { newDtype: "float32", weakType: false });
    const half = (y: NDArray) => [
      reduceSum(convertElementType(mul(y, 0.25), { newDtype: "float16", weakType: false }), { axes: [0] }),
    ];
    expectAgreement(half, [ones], 2 ** -11);
  });

  test.each([3, 10, 33])("of %i columns side by side", (columns) => {
    const n = 30_011;
    const x = hostArray(
      Float32Array.from({ length: n * columns }, (_, i) => Math.cos(i * 0.37) + 0.5),
      [n, columns],
      "float32",
    );
    const program = (y: NDArray) => [div(reduceSum(y, { axes: [0] }), n), reduceMax(mul(y, y), { axes: [0] })];
    expectAgreement(program, [x], 1e-6);
  });

  test("of several rows and columns", () => {
    const data = Float32Array.from({ length: 3 * 257 * 401 }, (_, i) => Math.cos(i * 0.37) + 0.5);
    const x = hostArray(data, [257, 3, 401], "float32");
    expectAgreement((y) => [reduceSum(y, { axes: [0, 2] }), reduceMax(y, { axes: [2, 0] })], [x], 1e-6);
  });
});
