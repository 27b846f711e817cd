import type { Array as NDArray } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import "../index.js";
import { toArray, toArrayOf } from "../convert.js";

const grid = (...shape: number[]): NDArray => {
  const size = shape.reduce((a, b) => a * b, 1);
  return toArrayOf(
    Array.from({ length: size }, (_, i) => i),
    "float32",
    "test",
  ).reshape(shape);
};

describe("get", () => {
  test("takes what Python's slices take", () => {
    const x = toArray([0, 1, 2, 3, 4, 5, 6], "test");
    expect(x.get("1:-1").tolist()).toEqual([1, 2, 3, 4, 5]);
    expect(x.get("5:1:-2").tolist()).toEqual([5, 3]);
    expect(x.get(-3).tolist()).toBe(4);
  });
});
