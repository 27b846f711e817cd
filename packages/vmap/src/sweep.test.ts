import "@hyrax/cpu";
import { bind, config, type Array as NDArray } from "@hyrax/core";
import { batchRules, vmap } from "@hyrax/vmap";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choices, expectBatching, type FlatArrays, placements } from "../test-support/check-batching.js";
import type { Draw } from "../test-support/draw.js";
import { withPmapByVmap } from "../test-support/pmap-by-vmap.js";
import { memberAxis } from "../test-support/samples/collective.js";
import { type SampledPrimitive, samples } from "../test-support/samples/index.js";

// Every jaxpr that a rule makes is checked for its types.
beforeAll(() => config.update("enableChecks", true));
afterAll(() => config.update("enableChecks", false));

test("every primitive that has a batching rule, or a stated gap, has samples", () => {
  const sampled = Object.values(samples)
    .flat()
    .map(({ primitive }) => primitive);
  expect(new Set(batchRules.primitives())).toEqual(new Set(sampled));
});

/** No engine computes with keys, and the package that rewrites them is built on this one: random.test.ts has them. */
const hasKeys = ({ dtype }: Draw) => dtype === "key<fry>";
const makesKeys = ["randomSeed", "randomWrap"];

const { collective, ...local } = samples;

describe.each(Object.entries(local))("%s", (_, family) => {
  const sweep = family
    .filter(({ name }) => !makesKeys.includes(name))
    .map(({ samples: list, ...rest }) => ({ ...rest, samples: list.filter(({ inputs }) => !inputs.some(hasKeys)) }))
    .filter((sampled) => sampled.samples.length > 0);

  test.each(sweep)("$name is as in a loop", ({ primitive, samples: list }: SampledPrimitive) => {
    for (const { inputs, params, rtol = 0 } of list) {
      const f: FlatArrays = (xs) => withPmapByVmap(() => bind(primitive, xs, params));
      for (const chosen of choices(inputs.length)) {
        const places = placements(inputs, chosen);
        for (const inAxes of places) expectBatching(f, inputs, { size: 3, inAxes, rtol });
        for (const size of [0, 1]) expectBatching(f, inputs, { size, inAxes: places[0] ?? [], rtol });
      }
    }
  });

  test.each(sweep)(
    "$name is as in a loop where it is mapped twice",
    ({ primitive, samples: list }: SampledPrimitive) => {
      for (const { inputs, params, rtol = 0 } of list) {
        const once: FlatArrays = (xs) =>
          vmap((...elements: NDArray[]) => bind(primitive, elements, params), { axisSize: 2 })(...xs);
        const draws = inputs.map((draw) => ({ ...draw, shape: [2, ...draw.shape] }));
        for (const chosen of choices(inputs.length)) {
          const inAxes = chosen.map((is, i) => (is ? (draws[i] as Draw).shape.length : null));
          expectBatching((xs) => withPmapByVmap(() => once(xs)), draws, { size: 3, inAxes, rtol });
        }
      }
    },
  );
});

describe("collective", () => {
  const { name: axisName, size: members } = memberAxis;

  test.each(collective ?? [])(
    "$name is as in a loop, over members inside and outside",
    ({ primitive, samples: list }) => {
      for (const { inputs, params, rtol = 0 } of list) {
        // Each input as all members have it, along axis 0.
        const draws = inputs.map((draw) => ({ ...draw, shape: [members, ...draw.shape] }));
        const member = (xs: readonly NDArray[]) => bind(primitive, xs, params);
        const inside: FlatArrays = (xs) =>
          vmap((...own: NDArray[]) => member(own), { axisName, axisSize: members })(...xs);
        for (const chosen of choices(inputs.length)) {
          for (const inAxes of placements(draws, chosen)) {
            expectBatching(inside, draws, { size: 3, inAxes, rtol });
            expectBatching(inside, draws, { size: 3, inAxes, rtol }, outside(member, inAxes));
          }
        }
      }
    },
  );

  /** The members outside of the batch: collectives pass through the inner map. */
  function outside(member: FlatArrays, inAxes: readonly (number | null)[]): FlatArrays {
    // Where the batch is in front, the members come second; what they leave is the batch, and the other way round.
    const batchAxes = inAxes.map((axis) => (axis === null || axis === 0 ? axis : axis - 1));
    const memberAxes = inAxes.map((axis) => (axis === 0 ? 1 : 0));
    const batch = (...xs: NDArray[]) =>
      vmap((...elements: NDArray[]) => member(elements), { inAxes: batchAxes, axisSize: 3 })(...xs);
    return (xs) => vmap(batch, { inAxes: memberAxes, outAxes: 1, axisName, axisSize: members })(...xs);
  }
});
