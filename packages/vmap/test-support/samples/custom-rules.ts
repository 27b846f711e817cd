import {
  add,
  broadcastInDim,
  cos,
  type customRules,
  jaxprFunction,
  mul,
  type Array as NDArray,
  neg,
  reduceSum,
  sin,
  sub,
} from "@hyrax/core";
import { reals } from "../draw.js";
import { jaxprOf } from "../jaxpr-of.js";
import type { Samples } from "../sample.js";

type Flat = (inputs: readonly NDArray[]) => readonly NDArray[];

/** x sin y and −y. */
const f: Flat = (inputs) => {
  const [x, y] = inputs as readonly [NDArray, NDArray];
  return [mul(x, sin(y)), neg(y)];
};

const inputs = [reals(3), reals()] as const;
const staged = jaxprFunction(jaxprOf(inputs, (...xs) => f(xs)));
const common = { name: "f", numConsts: 0, symbolicZeros: false };

export const customRulesSamples: Samples<typeof customRules> = {
  customVmapCall: [
    {
      inputs,
      params: {
        name: "f",
        numConsts: 0,
        call: staged,
        // The rule stands for the function: x sin y over the batch, and −y, which only y's batch maps.
        rule: (axisSize, [xBatched, yBatched], [x, y]) => {
          const shape = [axisSize, 3];
          const xs = broadcastInDim(x as NDArray, { shape, broadcastDimensions: xBatched ? [0, 1] : [1] });
          const ys = broadcastInDim(y as NDArray, { shape, broadcastDimensions: yBatched ? [0] : [] });
          return [
            [mul(xs, sin(ys)), neg(y as NDArray)],
            [true, yBatched === true],
          ];
        },
      },
    },
    {
      inputs: [reals()],
      params: {
        name: "g",
        numConsts: 0,
        call: jaxprFunction(jaxprOf([reals()], (x) => [sin(x), neg(x)])),
        rule: (_, [batched], [x]) => [
          [sin(x as NDArray), neg(x as NDArray)],
          [batched === true, batched === true],
        ],
      },
    },
  ],
  customJvpCall: [f, staged].map((call) => ({
    inputs,
    params: {
      ...common,
      call,
      jvp: (primals, tangents) => {
        const [x, y] = primals as readonly [NDArray, NDArray];
        const [dx, dy] = tangents as readonly [NDArray, NDArray];
        return [f(primals), [add(mul(dx, sin(y)), mul(mul(x, cos(y)), dy)), neg(dy)]];
      },
    },
  })),
  customVjpCall: [f, staged].map((call) => ({
    inputs,
    params: {
      ...common,
      call,
      forward: (primals) => [f(primals), primals],
      backward: (residuals, cts) => {
        const [x, y] = residuals as readonly [NDArray, NDArray];
        const [ct, ctOfNeg] = cts as readonly [NDArray, NDArray];
        return [mul(ct, sin(y)), sub(reduceSum(mul(ct, mul(x, cos(y))), { axes: [0] }), ctOfNeg)];
      },
    },
  })),
};
