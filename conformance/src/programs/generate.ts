import "@hyrax/jit-wasm";
import { config, type DType } from "@hyrax/core";
import { registerCpuEngine } from "@hyrax/cpu";
import { MemoryPool, WasmEngine } from "@hyrax/jit-wasm";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { check, type Outcome } from "./check.js";
import { type Program, programs } from "./program.js";
import { transformations } from "./stack.js";

const stacks = fc.array(fc.constantFrom(...Object.keys(transformations)), { maxLength: 4 });

/** The smallest program that was found, written out, and how to find it again. */
function report({ counterexamplePath, errorInstance, failed, seed }: fc.RunDetails<[Program, string[]]>): void {
  if (!failed) return;
  const { cause, message } = errorInstance as Error;
  throw new Error(`HYRAX_SEED=${seed}, path ${counterexamplePath}: ${message}${cause}`, { cause });
}

/**
 * Tests generated programs of a dtype. The environment asks for other programs, and more of them:
 * `HYRAX_PROGRAMS=100000 HYRAX_SEED=7`.
 */
export function testPrograms(dtype: DType, usual: number): void {
  const count = Number(process.env.HYRAX_PROGRAMS ?? usual);
  const seed = Number(process.env.HYRAX_SEED ?? 1);

  // An engine that leaves no operation to the reference engine because the arrays are small.
  registerCpuEngine("wasm", new WasmEngine(new MemoryPool(), { smallest: 0 }));
  beforeAll(() => {
    config.update("enableX64", dtype === "float64");
    config.update("cpuEngine", "reference");
  });
  afterAll(() => {
    config.update("enableX64", false);
    config.update("cpuEngine", undefined);
  });

  test(`${count} programs and what is derived of them do what they say`, { timeout: 60_000 + 1000 * count }, () => {
    const outcomes: Outcome[] = [];
    const property = fc.property(programs(dtype), stacks, (program, stack) => {
      outcomes.push(...check(program, stack));
    });
    fc.assert(property, { seed, numRuns: count, reporter: report });
    const skipped = outcomes.filter((outcome) => outcome === "skipped").length;
    expect(skipped / outcomes.length).toBeLessThan(0.1);
  });
}
