import "@hyrax/cpu";
import "@hyrax/random";
import { config, type Array as NDArray } from "@hyrax/core";
import { afterAll, describe, test } from "vitest";
import { type Draw, drawBatch, randomFrom } from "../../../packages/vmap/test-support/draw.js";
import { withPmapByVmap } from "../../../packages/vmap/test-support/pmap-by-vmap.js";
import { expectBatch } from "./compare.js";
import { type Subject, subjectFamilies } from "./subjects.js";
import { mapped, transformations } from "./transformed.js";

config.update("enableX64", true); // here already, since subjects are made while tests are collected
afterAll(() => config.update("enableX64", false));

const size = 2;

/** The mapped axis in front of all inputs; and last, where every other input is the same for all elements. */
const placements = (draws: readonly Draw[]): readonly (readonly (number | null)[])[] =>
  draws.length === 0
    ? []
    : [draws.map(() => 0), draws.map(({ shape }, i) => (i % 2 === draws.length % 2 ? null : shape.length))];

describe.each(subjectFamilies())("$family", ({ primitives }) => {
  test.each(primitives)("$name and its derivatives, mapped, are as in a loop", ({ name, subjects }) => {
    for (const subject of subjects) withPmapByVmap(() => check(name, subject));
  });
});

function check(name: string, subject: Subject): void {
  for (const { name: transformation, f, ofBatch, extra } of transformations(name, subject)) {
    for (const inAxes of placements(subject.draws)) {
      const random = randomFrom(6);
      const batches = subject.draws.map((draw, i) => drawBatch(draw, inAxes[i] === null ? 1 : size, random));
      const elements = Array.from({ length: size }, (_, b) => {
        const inputs = batches.map((batch, i) => batch.elements[inAxes[i] === null ? 0 : b] as NDArray);
        return [...inputs, ...extra(inputs)];
      });
      const whole = batches.map((batch, i) => {
        const axis = inAxes[i] ?? null;
        return axis === null ? (batch.elements[0] as NDArray) : batch.whole(axis);
      });
      // Tangents and cotangents are the same for all elements.
      const extras = elements[0]?.slice(subject.draws.length) ?? [];
      const same = elements.map((list) => [...list.slice(0, subject.draws.length), ...extras]);
      const wanted = same.map(f);
      const found = mapped(f, [...inAxes, ...extras.map(() => null)], size)([...whole, ...extras]);
      expectBatch(found, wanted, `${subject.name}, vmap of ${transformation}`);
      if (ofBatch === undefined || !inAxes.every((axis) => axis === 0)) continue;
      const spread = extras.flatMap((x) => mapped(() => [x])([]) as readonly NDArray[]);
      expectBatch(ofBatch([...whole, ...spread]), wanted, `${subject.name}, ${transformation} of vmap`);
    }
  }
}
