import "@hyrax/cpu";
import { type ConvGeneralDilatedParams, convolution } from "@hyrax/core/library";
import { describe } from "vitest";
import { complexSpread, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";

/** A convolution of one spatial axis with batch and features first, but for what is given. */
function convolve(lhs: readonly number[], rhs: readonly number[], params: Partial<ConvGeneralDilatedParams> = {}) {
  const spec = lhs.map((_, axis) => axis);
  const each = <T>(value: T) => lhs.slice(2).map(() => value);
  return {
    inputs: [spread(lhs), spread(rhs, -0.9, 2)],
    params: {
      windowStrides: each(1),
      padding: each([0, 0] as const),
      lhsDilation: each(1),
      rhsDilation: each(1),
      dimensionNumbers: { lhsSpec: spec, rhsSpec: spec, outSpec: spec },
      featureGroupCount: 1,
      batchGroupCount: 1,
      preferredElementType: null,
      ...params,
    },
  };
}

describe("derivatives of convolutions", () => {
  sweep(convolution, {
    convGeneralDilated: [
      convolve([2, 3, 5], [4, 3, 3]),
      convolve([1, 2, 6], [2, 2, 3], { windowStrides: [2], padding: [[1, 2]] }),
      convolve([1, 1, 7], [1, 1, 2], { windowStrides: [3], padding: [[0, 1]] }),
      convolve([1, 2, 4], [3, 2, 2], { lhsDilation: [2], rhsDilation: [3], padding: [[3, 1]] }),
      convolve([1, 1, 6], [1, 1, 3], { padding: [[-1, 2]], rhsDilation: [2] }),
      convolve([1, 1, 3], [1, 1, 5], { padding: [[4, 4]] }),
      convolve([2, 4, 5], [6, 2, 3], { featureGroupCount: 2, padding: [[1, 1]] }),
      convolve([2, 3, 4], [6, 1, 2], { featureGroupCount: 3 }),
      convolve([4, 2, 4], [6, 2, 2], { batchGroupCount: 2, windowStrides: [2], padding: [[1, 0]] }),
      convolve([2, 3, 4, 5], [2, 3, 2, 3], {
        windowStrides: [2, 1],
        padding: [
          [1, 0],
          [0, 2],
        ],
        lhsDilation: [1, 2],
      }),
      convolve([2, 4, 5, 3], [3, 2, 3, 4], {
        dimensionNumbers: { lhsSpec: [0, 3, 1, 2], rhsSpec: [3, 2, 0, 1], outSpec: [0, 3, 1, 2] },
      }),
      convolve([5, 4, 2], [2, 3, 6], {
        dimensionNumbers: { lhsSpec: [2, 1, 0], rhsSpec: [2, 0, 1], outSpec: [1, 0, 2] },
        featureGroupCount: 2,
        windowStrides: [2],
      }),
      {
        ...convolve([1, 2, 6], [2, 2, 3], { windowStrides: [2], padding: [[1, 2]] }),
        inputs: [complexSpread([1, 2, 6]), complexSpread([2, 2, 3], [-0.9, 2, -1.4, 0.8])],
      },
      convolve([2, 3], [4, 3]),
      convolve([1, 1, 2], [1, 1, 4]),
    ],
  });
});
