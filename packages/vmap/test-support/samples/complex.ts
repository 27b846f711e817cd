import type { complexParts } from "@hyrax/core";
import { complexes, reals } from "../draw.js";
import type { Samples } from "../sample.js";

const params = {};

export const complexPartsSamples: Samples<typeof complexParts> = {
  complex: [
    { inputs: [reals(2, 3), reals(2, 3)], params },
    { inputs: [reals(3), reals()], params },
    { inputs: [reals(), reals(0, 2)], params },
  ],
  real: [complexes(2, 3), complexes(), complexes(0, 2)].map((z) => ({ inputs: [z] as const, params })),
  imag: [complexes(2, 3), complexes(), complexes(0, 2)].map((z) => ({ inputs: [z] as const, params })),
  conj: [
    { inputs: [complexes(2, 3)], params: { inputDtype: "complex64" } },
    { inputs: [complexes()], params: { inputDtype: "complex64" } },
    { inputs: [reals(3)], params: { inputDtype: "float32" } },
  ],
};
