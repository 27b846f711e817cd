import { readFileSync } from "node:fs";
import { config } from "@hyrax/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mustThrow } from "../golden/must-throw.js";
import { Mismatch } from "../golden/outcome.js";
import { difference } from "./agrees.js";
import { evaluate } from "./evaluate.js";

/** What JAX does at the edges: an expression, the same in JavaScript, and JAX's value or error. */
interface Behaviour {
  readonly category: string;
  readonly jax: string;
  readonly js?: string;
  readonly value?: unknown;
  readonly repr?: string;
  readonly error?: string;
  /** Why Hyrax does something else on purpose. Then it must: a case that agrees is not to be listed as a deviation. */
  readonly deviation?: string;
}

const file = new URL("../../goldens/behaviours.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as readonly Behaviour[];

/** Python's classes of errors that are JavaScript's too, or Hyrax's; every other one stands for any error. */
const errorClass = (name: string) => (/^Tracer|^NonConcrete|^Concretization|^TypeError/.test(name) ? name : "Error");

async function check({ js = "", value, repr, error }: Behaviour): Promise<void> {
  if (error !== undefined) return mustThrow(errorClass(error), () => evaluate(js));
  const found = difference(value ?? { repr }, evaluate(js));
  if (found !== undefined) throw new Mismatch(found);
}

describe.each([...new Set(cases.map(({ category }) => category))])("%s", (category) => {
  beforeEach(() => {
    // As the expressions were run.
    config.update("threefryPartitionable", true);
    config.update("numHostDevices", 8);
    config.update("enableX64", category === "x64");
  });
  afterEach(() => {
    config.update("threefryPartitionable", false);
    config.update("numHostDevices", 1);
    config.update("enableX64", false);
  });

  const translated = cases.filter((behaviour) => behaviour.category === category && behaviour.js !== undefined);

  test.each(translated.filter(({ deviation }) => deviation === undefined))("$js", check);

  const deviations = translated.filter(({ deviation }) => deviation !== undefined);
  if (deviations.length > 0) {
    test.each(deviations)("$js is not as in JAX: $deviation", async (behaviour) => {
      await expect(check(behaviour)).rejects.toThrow();
    });
  }
});
