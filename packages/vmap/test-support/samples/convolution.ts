import type { ConvGeneralDilatedParams, convolution } from "@hyrax/core/library";
import { reals } from "../draw.js";
import type { Samples } from "../sample.js";

const one: ConvGeneralDilatedParams = {
  windowStrides: [1],
  padding: [[1, 1]],
  lhsDilation: [1],
  rhsDilation: [1],
  dimensionNumbers: { lhsSpec: [0, 1, 2], rhsSpec: [0, 1, 2], outSpec: [0, 1, 2] },
  featureGroupCount: 1,
  batchGroupCount: 1,
  preferredElementType: null,
};

const two: ConvGeneralDilatedParams = {
  ...one,
  windowStrides: [1, 2],
  padding: [
    [0, 1],
    [-1, 2],
  ],
  lhsDilation: [2, 1],
  rhsDilation: [1, 2],
  // Channels last, kernel and output each in an order of their own: NHWC, HWIO, WCHN.
  dimensionNumbers: { lhsSpec: [0, 3, 1, 2], rhsSpec: [3, 2, 0, 1], outSpec: [3, 1, 2, 0] },
};

const rtol = 1e-5;

export const convolutionSamples: Samples<typeof convolution> = {
  convGeneralDilated: [
    { inputs: [reals(2, 3, 5), reals(4, 3, 3)], params: one, rtol },
    { inputs: [reals(2, 4, 5), reals(6, 2, 3)], params: { ...one, featureGroupCount: 2 }, rtol },
    { inputs: [reals(4, 3, 5), reals(6, 3, 3)], params: { ...one, batchGroupCount: 2 }, rtol },
    { inputs: [reals(2, 3, 5, 2), reals(2, 2, 2, 3)], params: two, rtol },
    { inputs: [reals(2, 3, 5, 4), reals(2, 2, 2, 4)], params: { ...two, featureGroupCount: 2 }, rtol },
    { inputs: [reals(4, 3, 5, 2), reals(2, 2, 2, 6)], params: { ...two, batchGroupCount: 2 }, rtol },
  ],
};
