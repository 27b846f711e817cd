import type { reduction } from "@hyrax/core";
import { bools, complexes, type Draw, integers, reals } from "../draw.js";
import type { Samples } from "../sample.js";

const over = (kind: (...shape: number[]) => Draw, rtol = 0) =>
  [[], [0], [1], [2, 0], [0, 1, 2]].map((axes) => ({ inputs: [kind(2, 3, 4)] as const, params: { axes }, rtol }));

const search = [0, 1].flatMap((axis) => [
  { inputs: [reals(3, 4)] as const, params: { axes: [axis] as const, indexDtype: "int32" as const } },
  { inputs: [integers(0, 2)(3, 4)] as const, params: { axes: [axis] as const, indexDtype: "int32" as const } },
]);

const along = [0, 1].flatMap((axis) =>
  [false, true].map((reverse) => ({ inputs: [reals(3, 4)] as const, params: { axis, reverse } })),
);

export const reductionSamples: Samples<typeof reduction> = {
  reduceSum: [...over(reals, 1e-6), ...over(complexes, 1e-6)],
  reduceProd: [...over(reals, 1e-6), ...over(complexes, 1e-4)],
  reduceMax: over(reals),
  reduceMin: over(integers(-9, 9)),
  reduceAnd: over(bools),
  reduceOr: over(bools),
  reduceXor: over(integers(0, 7)),
  argmax: search,
  argmin: search,
  cumsum: along,
  cumprod: along,
  cummax: along,
  cummin: along,
  cumlogsumexp: along,
};
