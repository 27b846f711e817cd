import { describe, expect, test } from "vitest";
import { paramsKey, shapedArray, stage } from "../index.js";

const { jaxpr } = stage(([x]) => [x!], [shapedArray([], "float32")]);
const { jaxpr: twin } = stage(([x]) => [x!], [shapedArray([], "float32")]);
class Box {
  constructor(readonly value: number) {}
}
const box = new Box(1);
const f = () => 1;

describe("the key of params", () => {
  test("is equal for equal contents", () => {
    const params = () => ({ axes: [0, 1], dtype: "int32", deep: { list: [[1, 2], []], none: null }, jaxpr, f, box });
    expect(paramsKey(params())).toBe(paramsKey(params()));
  });

  test("differs wherever the params do", () => {
    const all: readonly unknown[] = [
      0,
      -0,
      1,
      1n,
      "1",
      true,
      "true",
      null,
      "null",
      undefined,
      Number.NaN,
      [],
      [[]],
      [1, 2],
      [12],
      ["1,2"],
      [[1], 2],
      [1, [2]],
      [null],
      [undefined],
      {},
      { a: 1 },
      { a: "1" },
      { a: 1, b: 2 },
      { a: { b: 2 } },
      { b: 1 },
      "a:1,}",
      jaxpr,
      twin,
      f,
      () => 1,
      box,
      new Box(1),
    ];
    expect(new Set(all.map(paramsKey)).size).toBe(all.length);
  });
});
