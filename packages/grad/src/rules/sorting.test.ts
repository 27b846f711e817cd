import "@hyrax/cpu";
import { sorting } from "@hyrax/core";
import { describe } from "vitest";
import { complexSpread, integers, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";

const x = spread([3, 4]);
const stable = { isStable: true, numKeys: 1 };

describe("derivatives of sorting", () => {
  sweep(sorting, {
    sort: [
      { inputs: [x], params: { ...stable, dimension: 1 } },
      { inputs: [x], params: { ...stable, dimension: 0 } },
      { inputs: [x, spread([3, 4], 2, 5)], params: { ...stable, dimension: 1 } },
      { inputs: [integers([2, 1, 2, 1]), spread([4])], params: { dimension: 0, isStable: true, numKeys: 2 } },
      // By real parts, then imaginary ones.
      { inputs: [complexSpread([3, 4])], params: { ...stable, dimension: 1 } },
      { inputs: [spread([4]), complexSpread([4])], params: { ...stable, dimension: 0 } },
      { inputs: [spread([4]), spread([4], 3, 4)], params: { ...stable, dimension: 0 }, fixed: [0] },
    ],
    topK: [
      { inputs: [x], params: { k: 2, axis: 1 } },
      { inputs: [x], params: { k: 3, axis: 0 } },
      { inputs: [x], params: { k: 0, axis: 0 } },
    ],
  });
});
