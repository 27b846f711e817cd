import { describe, expect, test } from "vitest";
import { byteSize, sameShape, shapedArray, sizeOf, strengthen } from "./index.js";

describe("abstract values", () => {
  test("are the same object where they are equal, and another one where anything differs", () => {
    const aval = shapedArray([2, 3], "float32");
    expect(shapedArray([2, 3], "float32", false)).toBe(aval);
    const others = [
      shapedArray([3, 2], "float32"),
      shapedArray([2, 3, 1], "float32"),
      shapedArray([23], "float32"),
      shapedArray([2, 3], "float64"),
      shapedArray([2, 3], "float32", true),
      shapedArray([], "float32"),
    ];
    expect(new Set([aval, ...others]).size).toBe(7);
    expect(new Set([aval, ...others].map(({ id }) => id)).size).toBe(7);
  });

  test("do not change with the list that they were made of", () => {
    const shape = [4];
    const aval = shapedArray(shape, "int8");
    shape[0] = 5;
    expect(aval.shape).toEqual([4]);
    expect(() => (aval.shape as number[]).push(1)).toThrow(TypeError);
  });

  test("know how much they hold", () => {
    expect(shapedArray([2, 3, 4], "float16").size).toBe(24);
    expect(byteSize(shapedArray([2, 3, 4], "float16"))).toBe(48);
    expect(shapedArray([], "bool").size).toBe(1);
    expect(shapedArray([3, 0], "int64").size).toBe(0);
    expect(byteSize(shapedArray([2], "complex64"))).toBe(16);
  });

  test("print as in a jaxpr, whether weak or not", () => {
    expect(String(shapedArray([2, 3], "bfloat16"))).toBe("bf16[2,3]");
    expect(String(shapedArray([], "int32", true))).toBe("i32[]");
    expect(String(shapedArray([7], "key<fry>"))).toBe("key<fry>[7]");
  });

  test("lose their weakness, and nothing else, by strengthen", () => {
    expect(strengthen(shapedArray([2], "float32", true))).toBe(shapedArray([2], "float32"));
    expect(strengthen(shapedArray([2], "float32"))).toBe(shapedArray([2], "float32"));
  });

  test.each([[[-1]], [[1.5]], [[2, Number.NaN]], [[undefined]], [[1e400]]])("refuse the shape %j", (shape) => {
    expect(() => shapedArray(shape as number[], "float32")).toThrow(
      /^a shape holds integers of zero or more, found \[/,
    );
  });
});

test("shapes are compared by sizes and rank", () => {
  expect(sameShape([2, 3], [2, 3])).toBe(true);
  expect(sameShape([2, 3], [2])).toBe(false);
  expect(sameShape([2], [3])).toBe(false);
  expect(sameShape([], [])).toBe(true);
  expect(sizeOf([5, 0, 7])).toBe(0);
});
