import { describe, expect, test } from "vitest";
import {
  familyRules,
  MissingRuleError,
  type Primitive,
  primitive,
  type RuleKind,
  RuleTable,
  type ShapedArray,
  unsupported,
} from "./index.js";

interface NameKind extends RuleKind {
  readonly rule: (name: string) => string;
}

const unary = (name: string): Primitive => primitive(name, ([x]: readonly [ShapedArray]) => x);
const family = { halve: unary("halve_rt"), quarter: unary("quarter_rt") };
const stranger = unary("stranger_rt");
const table = new RuleTable<NameKind>("naming", [
  familyRules<NameKind>()(family, {
    halve: (name) => `half of ${name}`,
    quarter: unsupported("a quarter is half of a half"),
  }),
]);

describe("a table of rules", () => {
  test("finds the rule of a primitive", () => {
    expect(table.find(family.halve)("x")).toBe("half of x");
    expect([table.has(family.halve), table.gap(family.halve)]).toEqual([true, undefined]);
  });

  test("says why a gap was left", () => {
    expect(() => table.find(family.quarter)).toThrow(
      new MissingRuleError("naming of quarter_rt is not possible: a quarter is half of a half"),
    );
    expect([table.has(family.quarter), table.gap(family.quarter)]).toEqual([false, "a quarter is half of a half"]);
  });

  test("says how to add the rule of a primitive that it does not know", () => {
    expect(() => table.find(stranger)).toThrow(
      new MissingRuleError(
        "naming of stranger_rt is not possible: there is no rule; add one with define(stranger_rt, …)",
      ),
    );
    expect([table.has(stranger), table.gap(stranger)]).toEqual([false, undefined]);
  });

  test("takes rules of primitives that were declared elsewhere, and replaces them", () => {
    const own = unary("own_rt");
    table.define(own, (name) => `own ${name}`);
    expect(table.find(own)("x")).toBe("own x");
    table.define(own, unsupported("no longer"));
    expect(() => table.find(own)).toThrow("no longer");
    expect(table.primitives()).toEqual([family.halve, family.quarter, own]);
  });
});
