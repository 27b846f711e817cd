import "@hyrax/cpu";
import {
  add,
  allGather,
  allToAll,
  axisIndex,
  type collective,
  config,
  convertElementType,
  type Array as NDArray,
  pmax,
  pmin,
  ppermute,
  psum,
  reduceScatter,
} from "@hyrax/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { direction, elements, spread } from "../../test-support/arrays.js";
import { asMembers } from "../../test-support/members.js";
import { jvp, linearTranspose, vjp } from "../index.js";

beforeAll(() => config.update("enableX64", true));
afterAll(() => config.update("enableX64", false));

type Example = { readonly shape: readonly number[]; readonly f: (x: NDArray) => NDArray; readonly refused?: RegExp };

const group = { axes: ["i"], axisIndexGroups: null };
const toDouble = { newDtype: "float64", weakType: false } as const;
const noExtreme = /the derivative of an extreme over members is not defined/;
const members = 3;
const gather = { axisName: "i", axisSize: members };

const examples: { readonly [N in keyof typeof collective]: readonly Example[] } = {
  psum: [{ shape: [2], f: (x) => psum([x], group)[0] as NDArray }],
  pmax: [{ shape: [2], f: (x) => pmax([x], group)[0] as NDArray, refused: noExtreme }],
  pmin: [{ shape: [2], f: (x) => pmin([x], group)[0] as NDArray, refused: noExtreme }],
  allGather: [
    { shape: [2], f: (x) => allGather(x, { ...gather, allGatherDimension: 1, tiled: false }) },
    { shape: [2, 2], f: (x) => allGather(x, { ...gather, allGatherDimension: 1, tiled: true }) },
  ],
  reduceScatter: [
    { shape: [2, 3], f: (x) => reduceScatter(x, { ...gather, scatterDimension: 1, tiled: false }) },
    { shape: [6, 2], f: (x) => reduceScatter(x, { ...gather, scatterDimension: 0, tiled: true }) },
  ],
  ppermute: [
    {
      shape: [2],
      f: (x) =>
        ppermute(x, {
          axisName: "i",
          perm: [
            [0, 1],
            [1, 2],
            [2, 0],
          ],
        }),
    },
    { shape: [2], f: (x) => ppermute(x, { axisName: "i", perm: [[0, 2]] }) },
  ],
  allToAll: [
    { shape: [3, 2], f: (x) => allToAll(x, { axisName: "i", splitAxis: 0, concatAxis: 1, tiled: false }) },
    { shape: [2, 6], f: (x) => allToAll(x, { axisName: "i", splitAxis: 1, concatAxis: 0, tiled: true }) },
  ],
  axisIndex: [{ shape: [], f: () => axisIndex({ axisName: "i" }) }],
};

const ofMembers = (shape: readonly number[], seed: number) =>
  Array.from({ length: members }, (_, member) => direction(spread(shape), seed + 10 * member));
const dot = (xs: readonly NDArray[], ys: readonly NDArray[]) =>
  xs.reduce(
    (sum, x, m) => sum + elements(x).reduce((s, v, i) => s + v * (elements(ys[m] as NDArray)[i] as number), 0),
    0,
  );

describe.each(Object.entries(examples))("%s", (name, list) => {
  if (name === "axisIndex") {
    test("adds nothing to the tangent of what it is added to", () => {
      const numbered = (x: NDArray) => add(x, convertElementType(axisIndex({ axisName: "i" }), toDouble));
      const [xs, dxs] = [ofMembers([], 1), ofMembers([], 2)];
      const [ys, dys] = asMembers("i", [xs, dxs], ([x, dx]) => jvp(numbered, [x as NDArray], [dx as NDArray]));
      ys?.forEach((y, i) => expect(y.item()).toBeCloseTo((xs[i]?.item() as number) + i, 12));
      expect(dys?.map(elements)).toEqual(dxs.map(elements));
    });
    return;
  }

  test.each(list)("its derivative is itself: example %#", ({ f, refused, shape }) => {
    const [xs, dxs] = [ofMembers(shape, 1), ofMembers(shape, 2)];
    const run = () => asMembers("i", [xs, dxs], ([x, dx]) => jvp(f, [x as NDArray], [dx as NDArray]));
    if (refused !== undefined) {
      expect(run).toThrow(refused);
      return;
    }
    const [value] = asMembers("i", [xs], ([x]) => [f(x as NDArray)]);
    const [tangent] = asMembers("i", [dxs], ([dx]) => [f(dx as NDArray)]);
    expect(run().map((outs) => outs.map(elements))).toEqual([value, tangent].map((outs) => outs?.map(elements)));
  });

  test.each(list.filter((example) => example.refused === undefined))(
    "its transpose keeps the inner product over all members: example %#",
    ({ f, shape }) => {
      const xs = ofMembers(shape, 1);
      const [ys] = asMembers("i", [xs], ([x]) => [f(x as NDArray)]) as [readonly NDArray[]];
      const cts = ofMembers((ys[0] as NDArray).shape, 5);
      const pulled = asMembers("i", [xs, cts], ([x, ct]) => [
        vjp(f, x as NDArray)[1](ct as NDArray)[0] as NDArray,
        linearTranspose(f, x as NDArray)(ct as NDArray)[0] as NDArray,
      ]);
      for (const gradients of pulled) expect(dot(gradients, xs)).toBeCloseTo(dot(cts, ys), 12);
    },
  );
});
