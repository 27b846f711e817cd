import * as core from "@hyrax/core";
import * as library from "@hyrax/core/library";
import { jvpRules, transposeRules } from "@hyrax/grad";
import { batchRules } from "@hyrax/vmap";
import { expect, test } from "vitest";
import { exceptions } from "./exceptions.js";
import { subjectFamilies } from "./subjects.js";

core.config.update("enableX64", true);
const swept = subjectFamilies().flatMap(({ primitives }) => primitives);

test("every primitive that core declares is swept", () => {
  const declared = Object.entries({ ...core, ...library }).flatMap(([name, value]) =>
    typeof value === "function" && "abstractEval" in value ? [name] : [],
  );
  expect(swept.map(({ name }) => name).sort()).toEqual(declared.sort());
  expect(swept.filter(({ subjects }) => subjects.length === 0).map(({ name }) => name)).toEqual([]);
});

test("every exception is that of a primitive", () => {
  const names = swept.map(({ name }) => name);
  expect(Object.keys(exceptions).filter((name) => !names.includes(name))).toEqual([]);
});

test("no rule is still to be written", () => {
  const tables = [jvpRules, transposeRules, batchRules];
  const promised = tables.flatMap((table) =>
    table
      .primitives()
      .filter((primitive) => /being written/.test(table.gap(primitive) ?? ""))
      .map((primitive) => `${table.interpreter} of ${primitive.name}`),
  );
  expect(promised).toEqual([]);
});
