import "@hyrax/cpu";
import { shape } from "@hyrax/core";
import { describe } from "vitest";
import { complexArray, complexSpread, scalar, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";

const x = spread([2, 3, 4]);
const z = complexSpread([2, 3, 4]);

describe("derivatives of changes of shape", () => {
  sweep(shape, {
    broadcastInDim: [
      { inputs: [spread([3])], params: { shape: [2, 3], broadcastDimensions: [1] } },
      { inputs: [spread([2, 1])], params: { shape: [2, 4, 3], broadcastDimensions: [0, 2] } },
      { inputs: [spread([1, 1])], params: { shape: [1, 3], broadcastDimensions: [0, 1] } },
      { inputs: [scalar(0.4)], params: { shape: [2, 3], broadcastDimensions: [] } },
      { inputs: [complexSpread([3])], params: { shape: [2, 3], broadcastDimensions: [1] } },
      { inputs: [spread([1])], params: { shape: [0, 2], broadcastDimensions: [0] } },
    ],
    reshape: [
      { inputs: [x], params: { newSizes: [6, 4] } },
      { inputs: [spread([1])], params: { newSizes: [] } },
      { inputs: [z], params: { newSizes: [6, 4] } },
    ],
    transpose: [
      { inputs: [x], params: { permutation: [2, 0, 1] } },
      { inputs: [scalar(1)], params: { permutation: [] } },
      { inputs: [z], params: { permutation: [2, 0, 1] } },
    ],
    squeeze: [spread([1, 3, 1]), complexSpread([1, 3, 1])].map((of) => ({
      inputs: [of],
      params: { dimensions: [0, 2] },
    })),
    rev: [x, z].map((of) => ({ inputs: [of], params: { dimensions: [0, 2] } })),
    concatenate: [
      { inputs: [spread([2, 1]), spread([2, 3]), spread([2, 0])], params: { dimension: 1 } },
      { inputs: [spread([2]), spread([3])], params: { dimension: 0 }, fixed: [0] },
      { inputs: [complexSpread([2, 1]), complexSpread([2, 3])], params: { dimension: 1 } },
    ],
    split: [x, z].map((of) => ({ inputs: [of], params: { sizes: [1, 0, 3], axis: 2 } })),
    pad: [
      { inputs: [spread([3]), scalar(0.2)], params: { paddingConfig: [[1, 2, 1]] } },
      {
        inputs: [spread([2, 5]), scalar(0.2)],
        params: {
          paddingConfig: [
            [0, 1, 0],
            [-1, -2, 2],
          ],
        },
      },
      { inputs: [spread([4]), scalar(0.2)], params: { paddingConfig: [[-2, 3, 1]] } },
      { inputs: [complexSpread([4]), complexArray([0.2, -0.3], [])], params: { paddingConfig: [[-1, 3, 1]] } },
      { inputs: [spread([0]), scalar(0.2)], params: { paddingConfig: [[1, 1, 0]] } },
    ],
    iota: [{ inputs: [], params: { dtype: "float64", shape: [3], dimension: 0 } }],
  });
});
