import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Check } from "./run-check.js";

/** How many checks of a module came out how. */
export interface Tally {
  readonly module: string;
  readonly passed: number;
  readonly "known gaps": number;
  readonly failed: number;
  readonly missing: number;
  readonly "soft failed": number;
}

/** Counts outcomes; `isGap` tells whether a check is listed as a known gap. */
export function tally(module: string, checks: readonly Check[], isGap: (check: Check) => boolean): Tally {
  const count = (is: (check: Check) => boolean) => checks.filter(is).length;
  const failed = checks.filter(({ outcome }) => outcome.status === "failed");
  return {
    module,
    passed: count(({ outcome }) => outcome.status === "passed"),
    "known gaps": failed.filter(isGap).length,
    failed: failed.filter((check) => !check.soft && !isGap(check)).length,
    missing: count(({ outcome }) => outcome.status === "missing"),
    "soft failed": failed.filter((check) => check.soft && !isGap(check)).length,
  };
}

// Each module runs in a worker of its own; the tallies meet in files.
const folder = new URL("../../.reports/goldens/", import.meta.url);

export function saveTally(tally: Tally): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${tally.module}.json`, folder), JSON.stringify(tally));
}

export function forgetTallies(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

export function savedTallies(): readonly Tally[] {
  return readdirSync(fileURLToPath(folder))
    .sort()
    .map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")));
}
