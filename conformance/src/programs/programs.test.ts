import "@hyrax/jit-wasm";
import { config } from "@hyrax/core";
import { registerCpuEngine } from "@hyrax/cpu";
import { MemoryPool, WasmEngine } from "@hyrax/jit-wasm";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { check, type Outcome } from "./check.js";
import { programs } from "./program.js";
import { transformations } from "./stack.js";

/** Other programs, and more of them, for long runs: `HYRAX_PROGRAMS=100000 HYRAX_SEED=7`. */
const count = Number(process.env.HYRAX_PROGRAMS ?? 2000);
const seed = Number(process.env.HYRAX_SEED ?? 1);
const stacks = fc.array(fc.constantFrom(...Object.keys(transformations)), { maxLength: 4 });

// An engine that leaves no operation to the reference engine because the arrays are small.
registerCpuEngine("wasm", new WasmEngine(new MemoryPool(), { smallest: 0 }));
beforeAll(() => {
  config.update("enableX64", true);
  config.update("cpuEngine", "reference");
});
afterAll(() => {
  config.update("enableX64", false);
  config.update("cpuEngine", undefined);
});

/** The smallest program that was found, written out, and how to find it again. */
function report({ counterexamplePath, errorInstance, failed, seed: found }: fc.RunDetails<unknown>): void {
  if (!failed) return;
  const { cause, message } = errorInstance as Error;
  throw new Error(`HYRAX_SEED=${found}, path ${counterexamplePath}: ${message}${cause}`, { cause });
}

test(`${count} programs and what is derived of them do what they say`, { timeout: 600_000 }, () => {
  const outcomes: Outcome[] = [];
  fc.assert(
    fc.property(programs("float64"), stacks, (program, stack) => {
      outcomes.push(...check(program, stack));
    }),
    { seed, numRuns: count, reporter: report },
  );
  const skipped = outcomes.filter((outcome) => outcome === "skipped").length;
  expect(skipped / outcomes.length).toBeLessThan(0.1);
});
