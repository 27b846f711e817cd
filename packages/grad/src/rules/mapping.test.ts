import "@hyrax/cpu";
import {
  config,
  type mapping,
  mul,
  type Array as NDArray,
  pmap,
  psum,
  reduceSum,
  shapedArray,
  sin,
  stage,
  sub,
  withNamedAxis,
} from "@hyrax/core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { scalar, spread } from "../../test-support/arrays.js";
import { checkGradients, type TestFunction } from "../../test-support/check-gradients.js";
import { withPmapLoop } from "../../test-support/pmap-loop.js";

beforeAll(() => config.update("enableX64", true));
afterAll(() => config.update("enableX64", false));

const axis = { axisName: "i", axisSize: 3 };

/** A program of each of three members: on its row of `xs`, and on the whole of `w`. */
function onMembers(program: (w: NDArray, x: NDArray) => readonly NDArray[], w: NDArray, xs: NDArray) {
  const rowAval = shapedArray(xs.shape.slice(1), xs.dtype);
  const { jaxpr } = withNamedAxis(axis.axisName, axis.axisSize, () =>
    stage(([w, x]) => program(w as NDArray, x as NDArray), [w.aval, rowAval]),
  );
  return pmap([w, xs], { ...axis, jaxpr, mapped: [false, true], name: "program" });
}

const mean = (x: NDArray) => psum([x], { axes: ["i"], axisIndexGroups: null })[0] as NDArray;

const examples: {
  readonly [N in keyof typeof mapping]: readonly { readonly name: string; readonly f: TestFunction }[];
} = {
  pmap: [
    { name: "each for itself", f: (w, xs) => onMembers((w, x) => [mul(w, sin(x)), x], w, xs) },
    {
      name: "with a sum over all",
      f: (w, xs) => onMembers((w, x) => [mul(sub(x, mean(x)), w), sin(mean(mul(x, x)))], w, xs),
    },
    {
      name: "what does not depend on the member",
      f: (w, xs) => onMembers((w, x) => [sin(w), reduceSum(x, { axes: [0] })], w, xs),
    },
  ],
};

describe.each(Object.entries(examples))("derivatives of %s", (_, list) => {
  test.each(list)("agree with finite differences: $name", ({ f }) => {
    withPmapLoop(() => checkGradients(f, [scalar(0.7), spread([3, 2])]));
  });
});
