import { expect, test } from "vitest";
import { indices, noise, weight } from "./inputs.js";

test("the inputs are those that python/inputs.py makes", () => {
  const floats = [
    0.4491889178752899, -0.2735866904258728, -0.4113394320011139, -0.4656088054180145, -0.06855389475822449,
  ];
  expect([...noise(5, 3, 0.5)]).toEqual(floats);
  expect([...indices(5, 1000, 7)]).toEqual([128, 810, 779, 572, 766]);
  expect([0, 1, 2].map(weight)).toEqual([-0.3805572520941496, 0.7272292538546026, 0.12865197751671076]);
});
