import "@hyrax/cpu";
import { hostArray } from "@hyrax/core";
import { describe, expect, test } from "vitest";
import { add, lt, max } from "./index.js";

const row = hostArray(Float32Array.of(1, 2, 3), [1, 3], "float32");
const column = hostArray(Float32Array.of(10, 2), [2, 1], "float32");

describe("operands of one rank", () => {
  test("stretch along axes of size 1", () => {
    expect(add(row, column).tolist()).toEqual([
      [11, 12, 13],
      [3, 4, 5],
    ]);
    expect(max(column, row).shape).toEqual([2, 3]);
    expect(lt(row, column).tolist()).toEqual([
      [true, true, true],
      [true, false, false],
    ]);
  });

  test("that do not fit are refused, and so are those of other ranks", () => {
    const other = hostArray(new Float32Array(8), [2, 4], "float32");
    expect(() => add(row, other)).toThrow("add: the shapes differ: f32[1,3] and f32[2,4]");
    expect(() => add(row, hostArray(new Float32Array(3), [3], "float32"))).toThrow("the shapes differ");
  });
});
