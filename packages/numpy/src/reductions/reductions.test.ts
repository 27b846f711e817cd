import { config, type DType } from "@hyrax/core";
import { afterEach, describe, expect, test } from "vitest";
import * as np from "../index.js";

afterEach(() => config.update("enableX64", false));

const ones = (dtype: DType) => np.ones([3], { dtype });

describe("the dtype of", () => {
  // JAX 0.10.2's, with 64-bit types off and on.
  test.for<[DType, DType, DType, DType, DType]>([
    ["bool", "int32", "int64", "float32", "int32"],
    ["int8", "int32", "int64", "float32", "int8"],
    ["int32", "int32", "int64", "float32", "int32"],
    ["uint8", "uint32", "uint64", "float32", "uint8"],
    ["uint32", "uint32", "uint64", "float32", "uint32"],
    ["float16", "float16", "float16", "float16", "float16"],
    ["bfloat16", "bfloat16", "bfloat16", "bfloat16", "bfloat16"],
    ["float32", "float32", "float32", "float32", "float32"],
  ])("sum, mean and cumsum of %s", ([dtype, sum, wideSum, mean, cumsum]) => {
    const x = ones(dtype);
    expect([np.sum(x).dtype, np.prod(x).dtype]).toEqual([sum, sum]);
    expect([np.mean(x).dtype, np.var(x).dtype, np.std(x).dtype, np.median(x).dtype]).toEqual([mean, mean, mean, mean]);
    expect(np.cumsum(x).dtype).toBe(cumsum);
    expect(np.max(x).dtype).toBe(dtype);
    expect([np.argmax(x).dtype, np.countNonzero(x).dtype, np.any(x).dtype]).toEqual(["int32", "int32", "bool"]);
    config.update("enableX64", true);
    expect(np.sum(x).dtype).toBe(wideSum);
    expect([np.argmax(x).dtype, np.countNonzero(x).dtype]).toEqual(["int64", "int64"]);
  });

  test("a sum is the one asked for", () => {
    expect(np.sum(ones("int8"), { dtype: "float32" }).dtype).toBe("float32");
    expect(np.mean(np.arange(4), { dtype: "int32" }).item()).toBe(1);
  });
});

test("half floats add up in float32", () => {
  // 2048 + 1 is 2048 in float16: a sum that is rounded at each step never gets beyond it.
  expect(np.sum(np.ones([4096], { dtype: "float16" })).item()).toBe(4096);
  expect(np.mean(np.full([70000], 2, { dtype: "float16" })).item()).toBe(2);
});

describe("of no elements", () => {
  const none = np.zeros([0, 3]);

  test("a sum is 0, a product 1, a mean NaN; all are true, any is not", () => {
    expect([np.sum(none).item(), np.prod(none).item(), np.all(none).item(), np.any(none).item()]).toEqual([
      0,
      1,
      true,
      false,
    ]);
    expect(np.mean(none).item()).toBeNaN();
    expect(np.sum(none, { axis: 0 }).tolist()).toEqual([0, 0, 0]);
  });

  test("there is no greatest one, unless the reduction starts from a value, or reduces over another axis", () => {
    expect(() => np.max(none)).toThrow(
      new TypeError(
        "max: axis 0 of the shape [0, 3] has no elements, of which there is no max; give the value to start from as initial",
      ),
    );
    expect(np.max(none, { initial: -1 }).item()).toBe(-1);
    expect(np.max(none, { axis: 1 }).shape).toEqual([0]);
    expect(() => np.argmin(none, { axis: 0 })).toThrow(
      "argmin: there is no index to return along axis 0 of the shape [0, 3], which has no elements there",
    );
  });
});

describe("where", () => {
  const x = np.array([1, 5, 2]);
  const mask = [true, false, true];

  test("leaves elements out, as if they were not there", () => {
    expect(np.sum(x, { where: mask }).item()).toBe(3);
    expect(np.mean(x, { where: mask }).item()).toBe(1.5);
    expect(np.var(x, { where: mask, ddof: 1 }).item()).toBe(0.5);
    expect(np.max(x, { where: mask, initial: 0 }).item()).toBe(2);
    expect(np.all(x.less(5), { where: mask }).item()).toBe(true);
  });

  test("needs a value to start from where there is no answer without elements", () => {
    expect(() => np.min(x, { where: mask })).toThrow(
      "min: with where, no element may be left, of which there is no min",
    );
  });

  test("must broadcast to the array", () => {
    expect(() => np.sum(x, { where: [[true], [false]] })).toThrow(
      new TypeError("sum: where has shape [2, 1], which does not broadcast to that of the array, [3]"),
    );
  });
});

test("an axis that there is not, or that is named twice, is named", () => {
  const x = np.ones([2, 3]);
  expect(() => np.sum(x, { axis: 2 })).toThrow(
    "sum: axis 2 is out of range for an array with 2 axes, whose axes are -2 to 1",
  );
  expect(() => np.mean(x, { axis: [0, -2] })).toThrow(
    "mean: the axes [0, -2] name the same axis of an array with 2 axes twice",
  );
});

test("keepdims keeps reduced axes at size 1", () => {
  const x = np.ones([2, 3, 4]);
  expect(np.sum(x, { axis: [0, -1], keepdims: true }).shape).toEqual([1, 3, 1]);
  expect(np.argmax(x, { keepdims: true }).shape).toEqual([1, 1, 1]);
  expect(np.median(x, { axis: [0, 2], keepdims: true }).shape).toEqual([1, 3, 1]);
});

test("NaN wins the greatest and the least, and counts for argmax where it first occurs", () => {
  const x = np.array([1, Number.NaN, 3, Number.NaN]);
  expect([np.max(x).item(), np.min(x).item()]).toEqual([Number.NaN, Number.NaN]);
  expect([np.argmax(x).item(), np.argmin(x).item()]).toEqual([1, 1]);
});

test("functions of what is not NaN ignore NaN, and say so where everything is", () => {
  const nan = Number.NaN;
  const x = np.array([
    [1, nan, 3],
    [nan, nan, nan],
  ]);
  expect(np.nansum(x, { axis: 1 }).tolist()).toEqual([4, 0]);
  expect(np.nanmean(x, { axis: 1 }).tolist()).toEqual([2, nan]);
  expect(np.nanmax(x, { axis: 1 }).tolist()).toEqual([3, nan]);
  expect(np.nanvar(x, { axis: 1 }).tolist()).toEqual([1, nan]);
  expect(np.nanargmax(x, { axis: 1 }).tolist()).toEqual([2, -1]);
  expect(np.nanmedian(x, { axis: 1 }).tolist()).toEqual([2, nan]);
  expect(np.nancumsum(x, { axis: 1 }).tolist()).toEqual([
    [1, 1, 4],
    [0, 0, 0],
  ]);
});

describe("a variance", () => {
  test("is NaN where nothing is left to divide by", () => {
    expect(np.var([1], { ddof: 1 }).item()).toBeNaN();
  });

  test("takes one of two names of the same option, and is a float", () => {
    expect(np.var([1, 2, 4], { correction: 1 }).item()).toBeCloseTo(7 / 3, 6);
    expect(() => np.std([1], { ddof: 1, correction: 1 })).toThrow(
      "std: ddof and correction are names of the same option",
    );
    expect(() => np.var([1], { dtype: "int32" })).toThrow(
      "var: a variance is a float, but the dtype asked for is int32",
    );
  });
});

test("an average weighs elements, or indices along an axis", () => {
  const x = np.array([
    [1, 2],
    [3, 4],
  ]);
  expect(np.average(x, { weights: [3, 1], axis: 0 }).tolist()).toEqual([1.5, 2.5]);
  const [mean, total] = np.average(x, { weights: x, returned: true });
  expect([mean.item(), total.item()]).toEqual([3, 10]);
  expect(() => np.average(x, { weights: [1, 2] })).toThrow(
    "average: weights of shape [2] fit neither the array, [2, 2], nor one axis of it",
  );
});

test("running sums start over along an axis, or run through all elements", () => {
  const x = np.array([
    [1, 2],
    [3, 4],
  ]);
  expect(np.cumsum(x).tolist()).toEqual([1, 3, 6, 10]);
  expect(np.cumprod(x, { axis: 0 }).tolist()).toEqual([
    [1, 2],
    [3, 8],
  ]);
  expect(np.cumulativeSum([1, 2], { includeInitial: true }).tolist()).toEqual([0, 1, 3]);
  expect(() => np.cumulativeSum(x)).toThrow("cumulativeSum: the shape [2, 2] has 2 axes; say which with axis");
});
