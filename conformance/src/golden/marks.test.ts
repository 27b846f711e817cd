import { expect, test } from "vitest";
import { mark, markedLeaves, replace, select } from "./marks.js";

const array = { array: { dtype: "float32", shape: [], data: [1] } };
const key = { key: 5 };

test("leaves are marked by what they are, in lists and objects of any depth", () => {
  expect(mark([array, 2, { a: key, b: [array] }], ["array"])).toEqual([array, null, { a: null, b: [array] }]);
  expect(mark(key, ["array", "key"])).toEqual(key);
  expect(mark("text", ["array"])).toBeNull();
});

test("marked leaves come in JAX's order: lists as they stand, keys sorted", () => {
  const marks = [array, null, { b: array, a: key, c: null }];
  expect(select(marks, ["x", "y", { b: "b", a: "a", c: "c" }])).toEqual(["x", "a", "b"]);
  expect(markedLeaves(marks)).toEqual([array, key, array]);
  expect(select(null, ["x"])).toEqual([]);
});

test("replacing takes leaves in the same order and leaves the rest alone", () => {
  const marks = [array, null, { b: array, a: key }];
  const values = ["x", "y", { b: "b", a: "a", c: "c" }];
  expect(replace(marks, values, [1, 2, 3])).toEqual([1, "y", { a: 2, b: 3, c: "c" }]);
  expect(replace(marks, values, select(marks, values))).toEqual(values);
});
