import "@hyrax/cpu";
import { complexParts } from "@hyrax/core";
import { describe } from "vitest";
import { complexSpread, scalar, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";

const x = spread([2, 3]);
const z = complexSpread([2, 3]);

describe("derivatives of complex numbers by their parts", () => {
  sweep(complexParts, {
    complex: [{ inputs: [x, spread([2, 3], 0.5, 2)] }, { inputs: [x, scalar(1.3)] }, { inputs: [scalar(0.7), x] }],
    real: [{ inputs: [z] }],
    imag: [{ inputs: [z] }],
    conj: [
      { inputs: [z], params: { inputDtype: "complex128" } },
      { inputs: [x], params: { inputDtype: "float64" } },
    ],
  });
});
