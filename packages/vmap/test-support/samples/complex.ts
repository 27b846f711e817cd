import type { complexParts } from "@hyrax/core";
import { between, reals } from "../draw.js";
import type { Samples } from "../sample.js";

const complex = between(-2, 2, "complex64");

export const complexPartsSamples: Samples<typeof complexParts> = {
  complex: [
    { inputs: [reals(3), reals(3)], params: {} },
    { inputs: [reals(2, 3), reals()], params: {} },
  ],
  real: [{ inputs: [complex(2, 3)], params: {} }],
  imag: [{ inputs: [complex(2, 3)], params: {} }],
  conj: [
    { inputs: [complex(2, 3)], params: { inputDtype: "complex64" } },
    { inputs: [reals(3)], params: { inputDtype: "float32" } },
  ],
};
