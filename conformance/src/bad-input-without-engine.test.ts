import {
  bottomTrace,
  currentTrace,
  devices,
  MissingEngineError,
  scalarArray,
  setDefaultDevice,
  sin,
} from "@hyrax/core";
import { grad } from "@hyrax/grad";
import { jit } from "@hyrax/jit";
import { expect, test } from "vitest";

// Nothing here imports an engine: this file must stay without numpy and cpu.
const missing = new MissingEngineError('there is no device; import "@hyrax/cpu" (numpy does so)');

test("an operation without an engine says what to import", () => {
  const x = scalarArray(1, "float32");
  for (const run of [() => sin(x), () => jit(sin)(x), () => grad(sin)(x), () => devices(), () => x.device]) {
    expect(run).toThrow(missing);
    expect(currentTrace()).toBe(bottomTrace());
  }
});

test("a platform that is not there is named", () => {
  const text =
    'there is no device "cpu", only: none; import "@hyrax/cpu" for cpu, or await init() of "@hyrax/jit-webgpu" for webgpu';
  expect(() => setDefaultDevice("cpu")).toThrow(new MissingEngineError(text));
});

test("a scalar of the host needs none", () => {
  expect(scalarArray(1.5, "float32").item()).toBe(1.5);
});
