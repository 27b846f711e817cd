import "@hyrax/cpu";
import "@hyrax/random";
import { config, type Array as NDArray } from "@hyrax/core";
import { jvpRules } from "@hyrax/grad";
import { afterAll, describe, expect, test } from "vitest";
import { randomFrom } from "../../../packages/vmap/test-support/draw.js";
import { withPmapByVmap } from "../../../packages/vmap/test-support/pmap-by-vmap.js";
import { pulled, pushed } from "./derive.js";
import { exceptions } from "./exceptions.js";
import { directions, elements, expectNear, type FlatArrays, finiteDifference, pairings } from "./finite-difference.js";
import { type Differentiable, differentiable, drawInputs, type Subject, subjectFamilies } from "./subjects.js";

config.update("enableX64", true); // here already, since subjects are made while tests are collected
afterAll(() => config.update("enableX64", false));

const rtol = 1e-7;

type Differences = typeof finiteDifference;

/** In place of finite differences where a derivative is zero by definition. */
const zeroDifference: Differences = (f, xs) => f(xs).map((y) => elements(y).map(() => 0));

function checkForward(of: Differentiable, differences: Differences, what: string): void {
  const along = directions(of.xs, 1);
  const whole = of.spread(of.f);
  const wanted = differences(whole, of.xs, along);
  const values = whole(of.xs);
  const { outs, tangents } = pushed(of, along);
  expect(tangents.length).toBe(values.length);
  tangents.forEach((tangent, i) => {
    expect(tangent.aval.toString(), `${what}: type of tangent ${i}`).toBe(values[i]?.aval.toString());
    expectNear(elements(outs[i] as NDArray), elements(values[i] as NDArray), 1e-13, `${what}: value ${i}`);
    expectNear(elements(tangent), wanted[i] as readonly number[], rtol, `${what}: tangent ${i}`);
  });
}

function checkReverse(of: Differentiable, differences: Differences, what: string): void {
  const along = directions(of.xs, 2);
  const whole = of.spread(of.f);
  const wanted = differences(whole, of.xs, along);
  const cts = directions(whole(of.xs), 3);
  const gradients = pulled(of, cts);
  of.xs.forEach((x, i) => {
    expect(gradients[i]?.aval.toString(), `${what}: type of gradient ${i}`).toBe(x.aval.toString());
  });
  expectNear([pairings(gradients, along.map(elements))], [pairings(cts, wanted)], rtol, `${what}: gradients`);
}

describe.each(subjectFamilies())("$family", ({ primitives }) => {
  describe.each(primitives)("$name", ({ name, primitive, subjects }) => {
    const { constant = false, fixed, forward, refusal, reverse, second, staircase } = exceptions[name] ?? {};
    const differences = constant ? zeroDifference : finiteDifference;
    const points = (but = fixed) =>
      subjects
        .filter(({ params }) => staircase?.(params) !== true)
        .map((subject: Subject) => ({
          what: subject.name,
          reverse: reverse?.(subject.params),
          of: differentiable(subject, drawInputs(subject.draws, randomFrom(5)), but?.(subject.params)),
          free: (fixed?.(subject.params) ?? []).length === 0,
        }));
    const gap = jvpRules.gap(primitive);

    test("has samples", () => expect(subjects).not.toHaveLength(0));

    if (gap !== undefined) {
      test("is not differentiated, for the reason that its rules state", () => {
        expect(gap).not.toMatch(/being written/);
        const refused = points(() => []).filter(({ of }) => of.xs.length > 0);
        expect(refused).not.toHaveLength(0);
        for (const { of } of refused) expect(() => pushed(of, directions(of.xs, 1))).toThrow(gap);
      });
      return;
    }

    if (refusal !== undefined) {
      test("is not differentiated by some inputs, for the reason that its rules state", () => {
        for (const { of } of points(() => []).filter(({ free }) => !free))
          expect(() => pushed(of, directions(of.xs, 1))).toThrow(refusal);
      });
    }

    test("its tangents are finite differences", () => {
      for (const { of, what } of points()) {
        const check = () => withPmapByVmap(() => checkForward(of, differences, what));
        if (forward === undefined || of.xs.length === 0) check();
        else expect(check).toThrow(forward);
      }
    });

    test("its gradients are finite differences", () => {
      for (const { of, reverse, what } of points()) {
        const check = () => withPmapByVmap(() => checkReverse(of, differences, what));
        if (reverse === undefined || of.xs.length === 0) check();
        else expect(check).toThrow(reverse);
      }
    });

    test("its second derivatives are finite differences of the first", () => {
      for (const { of, reverse, what } of points()) {
        const cts = directions(
          withPmapByVmap(() => of.spread(of.f)(of.xs)),
          3,
        );
        const first: FlatArrays =
          reverse === undefined
            ? (xs) => pulled({ ...of, xs }, cts)
            : (xs) => pushed({ ...of, xs }, directions(xs, 4)).tangents;
        // What is derived from all members at once is a function of them all.
        const derived: Differentiable = { f: first, xs: of.xs, spread: (whole) => whole };
        const check = () =>
          withPmapByVmap(() => {
            checkForward(derived, differences, `${what}, second derivative`);
            if (reverse === undefined) checkReverse(derived, differences, `${what}, second derivative in reverse`);
          });
        if (second === undefined || of.xs.length === 0) check();
        else expect(check).toThrow(second);
      }
    });
  });
});
