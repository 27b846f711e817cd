import "@hyrax/cpu";
import { special } from "@hyrax/core/library";
import { describe } from "vitest";
import { array, scalar, spread } from "../../test-support/arrays.js";
import { sweep } from "../../test-support/sweep.js";

const x = spread([2, 3]);
const positive = spread([2, 3], 0.6, 4);
const shapes = spread([2, 3], 0.7, 3);
const inside = spread([2, 3], 0.15, 0.85);
const order = array([0, 1, 2, 1, 3, 0], [2, 3]);
const noShapeDerivative = /the derivative by a shape parameter has no closed form/;

describe("derivatives of special functions", () => {
  sweep(special, {
    erf: [{ inputs: [x] }],
    erfc: [{ inputs: [x] }],
    erfInv: [{ inputs: [spread([2, 3], -0.8, 0.8)] }],
    lgamma: [{ inputs: [positive] }, { inputs: [spread([3], -0.8, -0.2)] }],
    digamma: [{ inputs: [positive] }],
    besselI0e: [{ inputs: [x] }],
    besselI1e: [{ inputs: [x] }],
    // The derivative by `a` is itself not differentiable.
    igamma: [
      { inputs: [shapes, positive], fixed: [0] },
      { inputs: [shapes, positive], order: 1 },
      { inputs: [scalar(1.3), positive], order: 1 },
    ],
    igammac: [
      { inputs: [shapes, positive], fixed: [0] },
      { inputs: [shapes, positive], order: 1 },
    ],
    igammaGradA: [{ inputs: [shapes, positive], refused: noShapeDerivative }],
    randomGammaGrad: [{ inputs: [shapes, positive], refused: noShapeDerivative }],
    polygamma: [
      { inputs: [order, positive], fixed: [0] },
      { inputs: [order, positive], fixed: [1], refused: /the order of polygamma is an integer/ },
    ],
    zeta: [
      { inputs: [spread([2, 3], 1.5, 4), positive], fixed: [0] },
      { inputs: [spread([2, 3], 1.5, 4), positive], fixed: [1], refused: noShapeDerivative },
    ],
    regularizedIncompleteBeta: [
      { inputs: [shapes, positive, inside], fixed: [0, 1] },
      { inputs: [shapes, positive, inside], fixed: [1, 2], refused: noShapeDerivative },
      { inputs: [shapes, positive, inside], fixed: [0, 2], refused: noShapeDerivative },
    ],
  });
});
