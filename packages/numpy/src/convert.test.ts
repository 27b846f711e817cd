import "./index.js";
import { config, mul, type Array as NDArray, printJaxpr, shapedArray, stage } from "@hyrax/core";
import { afterEach, expect, test } from "vitest";
import { toArray, toArrayOf } from "./convert.js";

afterEach(() => config.update("enableX64", false));

const describe = (x: NDArray) => [x.dtype, x.shape, x.weakType, x.tolist()];

test("bare numbers are weak float32 scalars, booleans are bool, bigints are integers", () => {
  expect(describe(toArray(3, "f"))).toEqual(["float32", [], true, 3]);
  expect(describe(toArray(true, "f"))).toEqual(["bool", [], false, true]);
  expect(describe(toArray(7n, "f"))).toEqual(["int32", [], true, 7]);
});

test("nested lists of numbers are float32, of booleans alone bool, and never weak", () => {
  expect(
    describe(
      toArray(
        [
          [1, 2],
          [3, 4.5],
        ],
        "f",
      ),
    ),
  ).toEqual([
    "float32",
    [2, 2],
    false,
    [
      [1, 2],
      [3, 4.5],
    ],
  ]);
  expect(describe(toArray([true, false], "f"))).toEqual(["bool", [2], false, [true, false]]);
  expect(describe(toArray([true, 2], "f"))).toEqual(["float32", [2], false, [1, 2]]);
  expect(describe(toArray([], "f"))).toEqual(["float32", [0], false, []]);
  expect(toArray([[], []], "f").shape).toEqual([2, 0]);
});

test("typed arrays keep their dtype, and are copied", () => {
  const data = Int16Array.of(1, -2);
  const x = toArray(data, "f");
  data[0] = 9;
  expect(describe(x)).toEqual(["int16", [2], false, [1, -2]]);
  expect(toArray(new Uint8ClampedArray([300]) as unknown as Uint8Array, "f").tolist()).toEqual([255]);
});

test("64-bit typed arrays narrow unless 64-bit dtypes are on", () => {
  expect(toArray(Float64Array.of(0.1), "f").dtype).toBe("float32");
  expect(describe(toArray(BigInt64Array.of(5n), "f"))).toEqual(["int32", [1], false, [5]]);
  config.update("enableX64", true);
  expect(describe(toArray(BigInt64Array.of(2n ** 62n), "f"))).toEqual(["int64", [1], false, [2n ** 62n]]);
  expect(describe(toArray([0.1], "f"))).toEqual(["float64", [1], false, [0.1]]);
});

test("lists of arrays are stacked, and bare numbers beside them take their dtype", () => {
  const row = toArray(Int32Array.of(1, 2), "f");
  expect(describe(toArray([row, row], "f"))).toEqual([
    "int32",
    [2, 2],
    false,
    [
      [1, 2],
      [1, 2],
    ],
  ]);
  const one = toArrayOf(5, "int8", "f");
  expect(describe(toArray([one, 2, 3], "f"))).toEqual(["int8", [3], false, [5, 2, 3]]);
  expect(describe(toArray([one, 2.5], "f"))).toEqual(["float32", [2], false, [5, 2.5]]);
});

test("a list may mix rows of different kinds of the same shape", () => {
  const x = toArray([Float32Array.of(1, 2), toArray([3, 4], "f")], "f");
  expect(x.tolist()).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("lists of traced arrays are stacked in the jaxpr", () => {
  const { jaxpr } = stage(
    ([x]) => [toArray([x as NDArray, mul(x as NDArray, 2), 0.5], "f")],
    [shapedArray([], "float32")],
  );
  expect(jaxpr.outAvals.map(String)).toEqual(["f32[3]"]);
  expect(printJaxpr(jaxpr)).toContain("concatenate[dimension=0]");
});

test("a ragged list is an error that names the places and the lengths", () => {
  expect(() => toArray([[1, 2], [3]], "array")).toThrow(
    "array: the list is ragged: [0] has length 2, but [1] has length 1; items of a list must have the same shape",
  );
  expect(() =>
    toArray(
      [
        [[1], [2]],
        [[3], 4],
      ],
      "array",
    ),
  ).toThrow(/\[1\]\[0\] has length 1, but \[1\]\[1\] has no length/);
});

test("what stands for no array is an error that says what it is", () => {
  expect(() => toArray(undefined as never, "sin")).toThrow(/sin: expected an array.*found undefined/);
  expect(() => toArray({ a: 1 } as never, "sin")).toThrow(/found an object of class Object/);
  expect(() => toArray([1, "2"] as never, "sin")).toThrow(/\[1\] of the list is string 2/);
});

test("a dtype that is asked for is reached directly", () => {
  expect(describe(toArrayOf([1.9, -1.9], "int32", "f"))).toEqual(["int32", [2], false, [1, -1]]);
  expect(describe(toArrayOf(2, "bfloat16", "f"))).toEqual(["bfloat16", [], false, 2]);
  expect(() => toArrayOf([1], "float33" as never, "f")).toThrow(/is not a dtype/);
});

test("a bare number that an integer dtype does not hold is refused", () => {
  expect(() => toArrayOf(300, "uint8", "array")).toThrow(
    "array: 300 is out of bounds for uint8, which holds integers from 0 to 255",
  );
  expect(() => toArrayOf([1, -1], "uint8", "array")).toThrow(RangeError);
  expect(() => toArrayOf([2 ** 31], "int32", "array")).toThrow(RangeError);
  expect(() => toArrayOf(Number.NaN, "int32", "array")).toThrow(RangeError);
  expect(toArrayOf([-128.9, 127.9], "int8", "array").tolist()).toEqual([-128, 127]);
  expect(toArrayOf(Int32Array.of(300), "uint8", "array").tolist()).toEqual([44]);
});
