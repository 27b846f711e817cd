import "@hyrax/cpu";
import { hostArray, type Array as NDArray, reduceSum } from "@hyrax/core";
import { reduceWindowMax, type WindowParams, window } from "@hyrax/core/library";
import { describe, expect, test } from "vitest";
import { complexSpread, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";
import { grad } from "../index.js";

const windows: readonly WindowParams[] = [
  {
    windowDimensions: [2, 3],
    windowStrides: [1, 2],
    padding: [
      [0, 0],
      [1, 1],
    ],
    baseDilation: [1, 1],
    windowDilation: [1, 1],
  },
  {
    windowDimensions: [2, 2],
    windowStrides: [2, 1],
    padding: [
      [1, 0],
      [0, 2],
    ],
    baseDilation: [1, 1],
    windowDilation: [1, 2],
  },
  {
    windowDimensions: [2, 2],
    windowStrides: [1, 2],
    padding: [
      [1, 1],
      [1, 0],
    ],
    baseDilation: [2, 1],
    windowDilation: [1, 1],
  },
  {
    windowDimensions: [1, 3],
    windowStrides: [1, 1],
    padding: [
      [0, 0],
      [-1, 2],
    ],
    baseDilation: [1, 2],
    windowDilation: [1, 1],
  },
];
const x = spread([4, 5]);
const sliding = windows.map((params) => ({ inputs: [x], params }));
// Each window has an element to choose: not so where only padding or holes are in it.
const choosing = windows.slice(0, 2);
const sizes: readonly (readonly number[])[] = [
  [3, 3],
  [2, 5],
];

describe("derivatives of windowed reductions", () => {
  sweep(window, {
    reduceWindowSum: [...sliding, ...windows.map((params) => ({ inputs: [complexSpread([4, 5])], params }))],
    reduceWindowMax: sliding,
    reduceWindowMin: sliding,
    selectAndScatterAdd: choosing.flatMap((params, i) =>
      (["ge", "le"] as const).map((selector) => ({
        inputs: [spread(sizes[i] as readonly number[]), x],
        params: { ...params, selector },
      })),
    ),
    selectAndGatherAdd: choosing.flatMap((params) =>
      (["ge", "le"] as const).map((selector) => ({
        inputs: [spread([4, 5], 2, 3), x],
        params: { ...params, selector },
      })),
    ),
  });
});

test("of equal elements in a window, the first gets the gradient, as in JAX", () => {
  const pool = (v: NDArray) =>
    reduceSum(
      reduceWindowMax(v, {
        windowDimensions: [2],
        windowStrides: [2],
        padding: [[0, 0]],
        baseDilation: [1],
        windowDilation: [1],
      }),
      { axes: [0] },
    );
  expect(grad(pool)(hostArray(Float32Array.of(3, 3, 1, 2), [4], "float32")).tolist()).toEqual([1, 0, 0, 1]);
});
