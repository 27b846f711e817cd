import { expect, test } from "vitest";
import { refuses, results } from "../../test-support/avals.js";
import {
  reduceWindowMax,
  reduceWindowMin,
  reduceWindowSum,
  selectAndGatherAdd,
  selectAndScatterAdd,
  type WindowParams,
} from "../library.js";

const twoByTwo: WindowParams = {
  windowDimensions: [2, 2],
  windowStrides: [2, 1],
  padding: [
    [0, 0],
    [0, 1],
  ],
  baseDilation: [1, 1],
  windowDilation: [1, 1],
};

test("a reduction has an element for each window", () => {
  expect(results(reduceWindowSum, ["f32[6,4]"], twoByTwo)).toEqual(["f32[3,4]"]);
  expect(results(reduceWindowMax, ["bool[6,4]"], twoByTwo)).toEqual(["bool[3,4]"]);
  expect(results(reduceWindowMin, ["i32[1,4]"], twoByTwo)).toEqual(["i32[0,4]"]);
});

test("a reduction refuses dtypes that it does not know, lists of another length, and steps of zero", () => {
  refuses(
    "reduce_window_sum: takes signed integer, unsigned integer, floating, complex dtypes, found bool[6,4]; convert with astype",
    () => results(reduceWindowSum, ["bool[6,4]"], twoByTwo),
  );
  refuses("reduce_window_max: window, strides, padding and dilations must have an entry for each axis of f32[6]", () =>
    results(reduceWindowMax, ["f32[6]"], twoByTwo),
  );
  refuses(
    "reduce_window_min: strides and dilations must be positive integers, found a stride of 0 and dilations of 1 and 1",
    () => results(reduceWindowMin, ["f32[6,4]"], { ...twoByTwo, windowStrides: [0, 1] }),
  );
});

test("scattering takes an element for each window, and has the shape of what they slide over", () => {
  const params = { ...twoByTwo, selector: "ge" as const };
  expect(results(selectAndScatterAdd, ["f32[3,4]", "f32[6,4]"], params)).toEqual(["f32[6,4]"]);
  refuses("select_and_scatter_add: the windows of f32[6,4] are f32[3,4], found f32[3,3]", () =>
    results(selectAndScatterAdd, ["f32[3,3]", "f32[6,4]"], params),
  );
  refuses(
    "select_and_scatter_add: the dtypes differ: f16[3,4] and f32[6,4]; convert one with astype, or use numpy, which promotes",
    () => results(selectAndScatterAdd, ["f16[3,4]", "f32[6,4]"], params),
  );
});

test("gathering takes a tangent for each element, and has the shape of the windows", () => {
  const params = { ...twoByTwo, selector: "le" as const };
  expect(results(selectAndGatherAdd, ["f32[6,4]", "f32[6,4]"], params)).toEqual(["f32[3,4]"]);
  refuses(
    "select_and_gather_add: the shapes differ: f32[3,4] and f32[6,4]; broadcast one, or use numpy, which broadcasts",
    () => results(selectAndGatherAdd, ["f32[3,4]", "f32[6,4]"], params),
  );
});
