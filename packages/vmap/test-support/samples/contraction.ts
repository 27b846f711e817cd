import type { contraction, DotDimensionNumbers } from "@hyrax/core";
import { complexes, integers, reals } from "../draw.js";
import type { Samples } from "../sample.js";

const dimensions = (
  lhsContract: readonly number[],
  rhsContract: readonly number[],
  lhsBatch: readonly number[] = [],
  rhsBatch: readonly number[] = [],
): DotDimensionNumbers => ({ lhsContract, rhsContract, lhsBatch, rhsBatch });

const rtol = 1e-5;

export const contractionSamples: Samples<typeof contraction> = {
  dotGeneral: [
    {
      inputs: [reals(2, 3), reals(3, 4)],
      params: { dimensionNumbers: dimensions([1], [0]), preferredElementType: null },
      rtol,
    },
    {
      inputs: [reals(3), reals(3)],
      params: { dimensionNumbers: dimensions([0], [0]), preferredElementType: "float32" },
      rtol,
    },
    {
      inputs: [complexes(2, 3), complexes(3, 2)],
      params: { dimensionNumbers: dimensions([1], [0]), preferredElementType: null },
      rtol,
    },
    { inputs: [reals(2), reals(3)], params: { dimensionNumbers: dimensions([], []), preferredElementType: null } },
    { inputs: [reals(), reals(3)], params: { dimensionNumbers: dimensions([], []), preferredElementType: null } },
    {
      inputs: [reals(3, 5, 2, 4), reals(4, 3, 5)],
      params: { dimensionNumbers: dimensions([3, 0], [0, 1]), preferredElementType: null },
      rtol,
    },
    {
      inputs: [reals(2, 3, 4), reals(4, 5, 2)],
      params: { dimensionNumbers: dimensions([2], [0], [0], [2]), preferredElementType: null },
      rtol,
    },
    {
      inputs: [integers(-3, 3)(3, 2, 2), integers(-3, 3)(2, 3, 2)],
      params: { dimensionNumbers: dimensions([], [], [1, 0], [2, 1]), preferredElementType: null },
    },
  ],
};
