import { expect, test } from "vitest";
import type { KnownGap } from "./known-gaps.js";
import type { Outcome } from "./outcome.js";
import type { Check } from "./run-check.js";
import { complaints } from "./verdict.js";

const check = (outcome: Outcome, rest: Partial<Check> = {}): Check => ({
  id: "numpy.sum/a",
  variant: "vjp",
  soft: false,
  outcome,
  ...rest,
});
const failed: Outcome = { status: "failed", detail: "out: expected 1, got 2" };
const gaps: readonly KnownGap[] = [{ reason: "no rule yet", checks: { "numpy.sum/a": ["vjp"] } }];

test("a failure is a complaint, unless it is a known gap or a soft case", () => {
  expect(complaints([check(failed)], [])).toEqual(["numpy.sum/a (vjp): out: expected 1, got 2"]);
  expect(complaints([check(failed)], gaps)).toEqual([]);
  expect(complaints([check(failed, { soft: true })], [])).toEqual([]);
});

test("a known gap covers the variants that it names and no others", () => {
  expect(complaints([check(failed, { variant: "jit" })], gaps)).toHaveLength(1);
  expect(complaints([check(failed, { id: "numpy.sum/b" })], gaps)).toHaveLength(1);
});

test("a known gap that has closed is a complaint", () => {
  expect(complaints([check({ status: "passed" })], gaps)[0]).toMatch("it passes; take it off the list");
  expect(complaints([check({ status: "missing", path: "numpy.sum" })], gaps)[0]).toMatch("does not exist");
});

test("what passes or is missing is no complaint", () => {
  expect(complaints([check({ status: "passed" }), check({ status: "missing", path: "numpy.sum" })], [])).toEqual([]);
});
