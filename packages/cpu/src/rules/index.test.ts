import * as core from "@hyrax/core";
import * as library from "@hyrax/core/library";
import { expect, test } from "vitest";
import { cpuRules } from "./index.js";

/** Every family that core exports: objects of primitives. */
const families: Record<string, core.Family> = {};
for (const [name, value] of Object.entries({ ...core, ...library })) {
  const entries = Object.values(typeof value === "object" && value !== null ? value : {});
  const primitives = entries.filter((entry) => typeof entry === "function" && "abstractEval" in entry);
  // Its entries are all primitives, which is what a family is.
  if (entries.length > 0 && primitives.length === entries.length) families[name] = value as core.Family;
}

test("core's families are found", () => {
  expect(Object.keys(families)).toEqual(
    expect.arrayContaining(["elementwise", "controlFlow", "collective", "mapping"]),
  );
});

test.each(Object.entries(families))("every primitive of %s has a kernel, or a reason why not", (_, family) => {
  const neither = Object.values(family).filter((p) => !cpuRules.has(p) && cpuRules.gap(p) === undefined);
  expect(neither.map(String)).toEqual([]);
});
