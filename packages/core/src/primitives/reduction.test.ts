import { expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import { argmax, argmin, cumlogsumexp, cummax, cumsum, reduceAnd, reduceMax, reduceProd, reduceSum } from "../index.js";

test("a reduction removes its axes, in whatever order they stand", () => {
  expect(results(reduceSum, ["f32[2,3,4]"], { axes: [2, 0] })).toEqual(["f32[3]"]);
  expect(results(reduceMax, ["bool[2,3]"], { axes: [0, 1] })).toEqual(["bool[]"]);
  expect(results(reduceProd, ["~i32[2]"], { axes: [] })).toEqual(["~i32[2]"]);
});

test("a reduction refuses axes that are none, or named twice", () => {
  for (const axes of [[2], [-1], [0, 0], [0.5]]) {
    refuses(`reduce_sum: the axes [${axes.join(", ")}] must be different axes of f32[2,3]`, () =>
      results(reduceSum, ["f32[2,3]"], { axes }),
    );
  }
});

test("a reduction refuses dtypes that it has no meaning for", () => {
  refuses(
    "reduce_sum: takes signed integer, unsigned integer, floating, complex dtypes, found bool[2]; convert with astype",
    () => results(reduceSum, ["bool[2]"], { axes: [0] }),
  );
  refuses("reduce_and: takes bool, signed integer, unsigned integer dtypes, found f32[2]; convert with astype", () =>
    results(reduceAnd, ["f32[2]"], { axes: [0] }),
  );
});

test("the place of an extreme is an index along one axis that has elements", () => {
  expect(results(argmax, ["~f32[2,3]"], { axes: [1], indexDtype: "int32" })).toEqual(["i32[2]"]);
  expect(results(argmin, ["f32[0,3]"], { axes: [1], indexDtype: "uint8" })).toEqual(["u8[0]"]);
  refuses("argmax: axis 0 of f32[0,3] is empty", () =>
    results(argmax, ["f32[0,3]"], { axes: [0], indexDtype: "int32" }),
  );
  refuses("argmin: searches along one axis, found [0, 1]", () =>
    results(argmin, ["f32[2,3]"], { axes: [0, 1] as never, indexDtype: "int32" }),
  );
  refuses(
    "argmax: takes bool, signed integer, unsigned integer, floating dtypes, found c64[2]; convert with astype",
    () => results(argmax, ["c64[2]"], { axes: [0], indexDtype: "int32" }),
  );
});

test("a running reduction keeps the type", () => {
  expect(results(cumsum, ["c64[2,3]"], { axis: 1, reverse: false })).toEqual(["c64[2,3]"]);
  expect(results(cummax, ["bool[2]"], { axis: 0, reverse: true })).toEqual(["bool[2]"]);
  refuses("cumsum: the axes [1] must be different axes of f32[2]", () =>
    results(cumsum, ["f32[2]"], { axis: 1, reverse: false }),
  );
  refuses("cumlogsumexp: takes floating, complex dtypes, found i32[2]; convert with astype", () =>
    results(cumlogsumexp, ["i32[2]"], { axis: 0, reverse: false }),
  );
});
