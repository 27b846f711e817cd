import { afterAll, describe, expect, test } from "vitest";
import { type GoldenModule, goldenCases, groupOf, variantsOf } from "./golden-file.js";
import { knownGaps } from "./known-gaps.js";
import { type Check, runCheck } from "./run-check.js";
import { saveTally, tally } from "./tally.js";
import { complaints, gapOf } from "./verdict.js";

/**
 * Defines the tests of a golden file, one for each function: all its cases under all their variants give JAX's answer. A
 * function that does not exist yet is skipped and counted as missing. The file says which engine it has imported.
 */
export function testGoldens(module: GoldenModule, engine = "reference"): void {
  const all: Check[] = [];
  const name = engine === "reference" ? module : `${module} on ${engine}`;
  afterAll(() => saveTally(tally(name, all, (check) => gapOf(check, knownGaps) !== undefined)));

  const groups = new Map<string, ReturnType<typeof goldenCases>>();
  for (const c of goldenCases(module)) groups.set(groupOf(c), [...(groups.get(groupOf(c)) ?? []), c]);

  describe(`JAX's answers for ${name}`, () => {
    test.for([...groups])("%s", { timeout: 120_000 }, async ([, cases], { skip }) => {
      const checks: Check[] = [];
      for (const c of cases) for (const variant of variantsOf(c)) checks.push(await runCheck(c, variant));
      all.push(...checks);
      const lines = complaints(checks, knownGaps);
      if (lines.length > 0) expect.fail(`${lines.length} of ${checks.length} checks\n${lines.join("\n")}`);
      const missing = checks.flatMap(({ outcome }) => (outcome.status === "missing" ? [outcome.path] : []));
      if (missing.length === checks.length) skip(`there is no ${[...new Set(missing)].join(", ")}`);
    });
  });
}
