import { ConcretizationTypeError, config, type Array as NDArray, shapedArray, stage } from "@hyrax/core";
import { afterEach, expect, test } from "vitest";
import * as np from "./index.js";

afterEach(() => config.update("enableX64", false));

const list = (x: NDArray) => x.tolist();

test("ranges of whole numbers are int32, others float32, and steps may be negative", () => {
  expect([np.arange(3).dtype, list(np.arange(3))]).toEqual(["int32", [0, 1, 2]]);
  expect(list(np.arange(10, 0, -3))).toEqual([10, 7, 4, 1]);
  expect(list(np.arange(0, 1, 0.3))).toEqual([0, 0.3, 0.6, 0.9].map((x) => expect.closeTo(x, 6)));
  expect(np.arange(0.5, 4).dtype).toBe("float32");
  expect(list(np.arange(5, 2))).toEqual([]);
  expect(np.arange(4, { dtype: "uint8" }).dtype).toBe("uint8");
  expect(() => np.arange(0, 1, 0)).toThrow(/no steps of 0 lead from 0 to 1/);
  config.update("enableX64", true);
  expect(np.arange(2).dtype).toBe("int64");
});

test("a traced bound of a range is an error that says why", () => {
  expect(() => stage(([n]) => [np.arange(n as NDArray)], [shapedArray([], "int32")])).toThrow(ConcretizationTypeError);
});

test("evenly spaced numbers end at the stop exactly", () => {
  expect(list(np.linspace(0, 1, 5))).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect((list(np.linspace(0.1, 0.7, 100)) as number[]).at(-1)).toBe(Math.fround(0.7));
  expect(list(np.linspace(0, 10, 4, { dtype: "int32" }))).toEqual([0, 3, 6, 10]);
  expect(list(np.linspace(2, 5, 1))).toEqual([2]);
  expect(np.linspace(2, 5, 0).shape).toEqual([0]);
  const [samples, step] = np.linspace(0, 1, 3, { endpoint: false, retstep: true });
  expect([list(samples), list(step)]).toEqual([[0, 1 / 3, 2 / 3].map(Math.fround), Math.fround(1 / 3)]);
  expect(np.linspace([0, 1], [1, 2], 5, { axis: -1 }).shape).toEqual([2, 5]);
  expect(() => np.linspace(0, 1, -1)).toThrow(TypeError);
});

test("geometric sequences keep their ratio, downwards and below zero too", () => {
  expect(list(np.geomspace(1, 1000, { num: 4 }))).toEqual([1, 10, 100, 1000].map((x) => expect.closeTo(x, 3)));
  expect(list(np.geomspace(-8, -1, { num: 4 }))).toEqual([-8, -4, -2, -1].map((x) => expect.closeTo(x, 5)));
  expect(list(np.logspace(0, 3, { num: 4, base: 2 }))).toEqual([1, 2, 4, 8].map((x) => expect.closeTo(x, 5)));
});

test("filled arrays take dtype and shape of what they are like, unless others are given", () => {
  const x = np.array([[1, 2]], { dtype: "int8" });
  expect([np.zerosLike(x).dtype, np.onesLike(x, { dtype: "float32" }).dtype]).toEqual(["int8", "float32"]);
  expect(np.fullLike(x, 3, { shape: [3] }).shape).toEqual([3]);
  expect(list(np.full([2, 3], [1, 2, 3]))).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect(np.full([2], 1).weakType).toBe(true);
  expect(() => np.full([2], [1, 2, 3])).toThrow(TypeError);
  expect(() => np.zeros([2, -1])).toThrow(/zeros: a shape holds integers of zero or more, found -1/);
});

test("triangles and diagonals count from the main one", () => {
  expect(list(np.eye(2, 3, { k: 1 }))).toEqual([
    [0, 1, 0],
    [0, 0, 1],
  ]);
  expect(list(np.tril(np.ones([2, 3]), { k: 1 }))).toEqual([
    [1, 1, 0],
    [1, 1, 1],
  ]);
  expect(
    list(
      np.triu(
        np.array([
          [1, 2],
          [3, 4],
        ]),
        { k: 1 },
      ),
    ),
  ).toEqual([
    [0, 2],
    [0, 0],
  ]);
  expect(list(np.diag([1, 2], { k: -1 }))).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [0, 2, 0],
  ]);
  expect(list(np.tril(np.full([2, 2], np.inf)))).toEqual([
    [np.inf, 0],
    [np.inf, np.inf],
  ]);
  expect(np.trilIndices(2, { m: 3, k: 1 }).map(list)).toEqual([
    [0, 0, 1, 1, 1],
    [0, 1, 0, 1, 2],
  ]);
});

test("grids hold the coordinate of each point", () => {
  expect(np.meshgrid([1, 2], [3, 4, 5]).map(list)).toEqual([
    [
      [1, 2],
      [1, 2],
      [1, 2],
    ],
    [
      [3, 3],
      [4, 4],
      [5, 5],
    ],
  ]);
  expect(np.meshgrid([1, 2], [3, 4, 5], { indexing: "ij", sparse: true }).map((x) => x.shape)).toEqual([
    [2, 1],
    [1, 3],
  ]);
  expect(list(np.mgrid("0:2", "1:7:3"))).toEqual([
    [
      [0, 0],
      [1, 1],
    ],
    [
      [1, 4],
      [1, 4],
    ],
  ]);
  expect(list(np.mgrid("0:1:3j"))).toEqual([0, 0.5, 1]);
  expect(list(np.fromfunction((i, j) => i.mul(2).add(j), [2, 2]))).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test("windows are symmetric, and 1 for a single point", () => {
  for (const window of [np.bartlett, np.blackman, np.hamming, np.hanning, (n: number) => np.kaiser(n, 5)]) {
    const values = list(window(7)) as number[];
    expect(values[3]).toBeCloseTo(1, 6);
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(values[6 - i] as number, 6);
    });
    expect(list(window(1))).toEqual([1]);
  }
});

test("dtypes tell what they can hold, become and are", () => {
  expect(np.finfo("float32")).toMatchObject({ eps: 2 ** -23, max: 3.4028234663852886e38, tiny: 2 ** -126, bits: 32 });
  expect(np.finfo("bfloat16")).toMatchObject({ eps: 2 ** -7, max: 3.3895313892515355e38 });
  expect(np.iinfo("int64").min).toBe(-(2n ** 63n));
  expect(() => np.iinfo("float32")).toThrow(TypeError);
  expect([np.canCast("int32", "float32"), np.canCast("uint8", "int16"), np.canCast("float64", "float32")]).toEqual([
    false,
    true,
    false,
  ]);
  expect(np.canCast("float32", "int32", { casting: "same_kind" })).toBe(false);
  expect([
    np.issubdtype("bfloat16", np.floating),
    np.issubdtype(np.signedinteger, np.integer),
    np.issubdtype("bool", np.number),
  ]).toEqual([true, true, false]);
  expect([np.isdtype("int8", "integral"), np.isdtype("int8", ["bool", "int8"]), np.isdtype("bool", "bool")]).toEqual([
    true,
    true,
    true,
  ]);
  expect(() => np.dtype("float33" as never)).toThrow(TypeError);
});
