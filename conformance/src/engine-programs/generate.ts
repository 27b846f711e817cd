import { config } from "@hyrax/core";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Count } from "./agreement.js";
import { checkProgram } from "./check.js";
import { type EngineProgram, engineProgram } from "./program.js";

/** The program that was found, in its smallest form, and how to find it again. */
function report({ counterexamplePath, errorInstance, failed, seed }: fc.RunDetails<[EngineProgram]>): void {
  if (!failed) return;
  const error = errorInstance as Error; // The property throws nothing else.
  throw new Error(`HYRAX_SEED=${seed}, path ${counterexamplePath}: ${error.message}`, { cause: error.cause });
}

/**
 * Tests generated programs. The environment asks for other programs, and more of them:
 * `HYRAX_PROGRAMS=100000 HYRAX_SEED=7`.
 */
export function testEnginePrograms(part: number, usual: number): void {
  const programs = Number(process.env.HYRAX_PROGRAMS ?? usual);
  const seed = Number(process.env.HYRAX_SEED ?? 1) * 100 + part;
  beforeAll(() => {
    config.update("enableX64", true);
    config.update("numThreads", 2);
  });
  afterAll(() => {
    config.update("enableX64", false);
    config.update("numThreads", undefined);
  });

  test(`${programs} programs give on the compiled engine what they give on the reference engine`, {
    timeout: 60_000 + 1000 * programs,
  }, () => {
    const count: Count = { compared: 0, undecided: 0 };
    const property = fc.property(engineProgram, (program) => checkProgram(program, count));
    fc.assert(property, { seed, numRuns: programs, endOnFailure: true, reporter: report });
    expect(count.undecided / count.compared).toBeLessThan(0.2);
  });
}
