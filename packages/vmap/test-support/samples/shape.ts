import type { shape } from "@hyrax/core";
import { bools, integers, reals } from "../draw.js";
import type { Samples } from "../sample.js";

export const shapeSamples: Samples<typeof shape> = {
  broadcastInDim: [
    { inputs: [reals()], params: { shape: [2, 3], broadcastDimensions: [] } },
    { inputs: [reals(3)], params: { shape: [2, 3], broadcastDimensions: [1] } },
    { inputs: [reals(2, 1)], params: { shape: [2, 4, 3], broadcastDimensions: [0, 2] } },
  ],
  reshape: [
    { inputs: [reals(2, 6)], params: { newSizes: [3, 4] } },
    { inputs: [reals(1, 1)], params: { newSizes: [] } },
    { inputs: [reals()], params: { newSizes: [1] } },
    { inputs: [reals(0, 3)], params: { newSizes: [2, 0] } },
  ],
  transpose: [
    { inputs: [reals(2, 3, 4)], params: { permutation: [2, 0, 1] } },
    { inputs: [reals(2, 3)], params: { permutation: [0, 1] } },
    { inputs: [reals()], params: { permutation: [] } },
  ],
  squeeze: [
    { inputs: [reals(1, 3, 1)], params: { dimensions: [0] } },
    { inputs: [reals(1, 3, 1)], params: { dimensions: [2, 0] } },
    { inputs: [reals(3, 1)], params: { dimensions: [] } },
  ],
  rev: [
    { inputs: [reals(2, 3)], params: { dimensions: [1] } },
    { inputs: [reals(2, 3)], params: { dimensions: [0, 1] } },
  ],
  concatenate: [
    { inputs: [reals(2, 3), reals(1, 3)], params: { dimension: 0 } },
    { inputs: [reals(2, 3), reals(2, 0), reals(2, 2)], params: { dimension: 1 } },
    { inputs: [integers(0, 9)(2)], params: { dimension: 0 } },
  ],
  split: [
    { inputs: [reals(4, 3)], params: { sizes: [1, 3], axis: 0 } },
    { inputs: [reals(2, 5)], params: { sizes: [2, 0, 3], axis: 1 } },
  ],
  pad: [
    {
      inputs: [reals(2, 3), reals()],
      params: {
        paddingConfig: [
          [1, 0, 0],
          [0, 2, 1],
        ],
      },
    },
    { inputs: [reals(4), reals()], params: { paddingConfig: [[-1, 2, 0]] } },
    { inputs: [bools(3), bools()], params: { paddingConfig: [[1, 1, 0]] } },
    { inputs: [reals(), reals()], params: { paddingConfig: [] } },
    { inputs: [reals(0), reals()], params: { paddingConfig: [[2, 1, 3]] } },
  ],
  iota: [{ inputs: [], params: { dtype: "int32", shape: [2, 3], dimension: 1 } }],
};
