import { collective, MissingRuleError } from "@hyrax/core";
import { random } from "@hyrax/core/library";
import { describe, expect, test } from "vitest";
import { cpuRules } from "./index.js";

describe("operations that the engine leaves to others", () => {
  test.each(Object.entries(collective))("%s says that it needs vmap or pmap", (_, primitive) => {
    expect(() => cpuRules.find(primitive)).toThrow(MissingRuleError);
    expect(() => cpuRules.find(primitive)).toThrow(/vmap or pmap/);
  });

  test("operations on keys say that random lowers them", () => {
    const { threefry2x32, ...keys } = random;
    expect(cpuRules.has(threefry2x32)).toBe(true);
    for (const primitive of Object.values(keys)) expect(() => cpuRules.find(primitive)).toThrow(/@hyrax\/random/);
  });
});
