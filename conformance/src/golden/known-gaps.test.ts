import { expect, test } from "vitest";
import { goldenCases, goldenModules, variantsOf } from "./golden-file.js";
import { knownGaps } from "./known-gaps.js";

test("every known gap has a reason and is a variant of a case, listed once", () => {
  const variants = new Map(goldenModules.flatMap((module) => goldenCases(module).map((c) => [c.id, variantsOf(c)])));
  const listed = knownGaps.flatMap(({ checks }) =>
    Object.entries(checks).flatMap(([id, list]) => list.map((variant) => ({ id, variant }))),
  );
  expect(knownGaps.filter(({ reason }) => reason.trim() === "")).toEqual([]);
  expect(listed.filter(({ id, variant }) => !variants.get(id)?.includes(variant))).toEqual([]);
  expect(new Set(listed.map(({ id, variant }) => `${id} ${variant}`)).size).toBe(listed.length);
});
