import type { SelectAndScatterAddParams, WindowParams, window } from "@hyrax/core/library";
import { type Draw, reals } from "../draw.js";
import type { Samples } from "../sample.js";

const plain: WindowParams = {
  windowDimensions: [2, 3],
  windowStrides: [1, 2],
  padding: [
    [0, 1],
    [1, 1],
  ],
  baseDilation: [1, 1],
  windowDilation: [1, 1],
};

const dilated: WindowParams = { ...plain, baseDilation: [2, 1], windowDilation: [1, 2] };

const over = (rtol: number) => [
  { inputs: [reals(3, 5)] as const, params: plain, rtol },
  { inputs: [reals(3, 5)] as const, params: dilated, rtol },
];

const select = (first: Draw, x: Draw) =>
  (["ge", "le"] as const).map((selector) => {
    const params: SelectAndScatterAddParams = { ...plain, selector };
    return { inputs: [first, x] as const, params, rtol: 1e-6 };
  });

export const windowSamples: Samples<typeof window> = {
  reduceWindowSum: over(1e-6),
  reduceWindowMax: over(0),
  reduceWindowMin: over(0),
  selectAndScatterAdd: select(reals(3, 3), reals(3, 5)),
  selectAndGatherAdd: select(reals(3, 5), reals(3, 5)),
};
