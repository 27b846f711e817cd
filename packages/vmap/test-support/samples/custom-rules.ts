import {
  add,
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
  customVmapCall: [],
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
