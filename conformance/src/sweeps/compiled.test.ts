import "@hyrax/jit-wasm";
import "@hyrax/random";
import { config, type Array as NDArray } from "@hyrax/core";
import { registerCpuEngine } from "@hyrax/cpu";
import { jit } from "@hyrax/jit";
import { MemoryPool, WasmEngine } from "@hyrax/jit-wasm";
import { terminateWorkers } from "@hyrax/pmap";
import { afterAll, describe, test } from "vitest";
import { drawBatch, randomFrom } from "../../../packages/vmap/test-support/draw.js";
import { expectSame } from "./compare.js";
import type { FlatArrays } from "./finite-difference.js";
import { type Subject, subjectFamilies } from "./subjects.js";
import { mapped, transformations } from "./transformed.js";

// An engine that leaves no operation to the reference engine because the arrays are small.
registerCpuEngine("wasm", new WasmEngine(new MemoryPool(), { smallest: 0 }));
config.update("enableX64", true); // here already, since subjects are made while tests are collected
config.update("cpuEngine", "reference");
config.update("numHostDevices", 2); // as many as the samples of pmap have members
afterAll(async () => {
  config.update("numHostDevices", 1);
  config.update("enableX64", false);
  config.update("cpuEngine", undefined);
  await terminateWorkers();
});

const size = 2;

describe.each(subjectFamilies())("$family", ({ primitives }) => {
  test.each(primitives)("jit changes nothing of $name, its derivatives and both of a batch", ({ name, subjects }) => {
    for (const subject of subjects) check(name, subject);
  });
});

function check(name: string, subject: Subject): void {
  const random = randomFrom(7);
  const batches = subject.draws.map((draw) => drawBatch(draw, size, random));
  const element = batches.map(({ elements }) => elements[0] as NDArray);
  const batch = batches.map(({ whole }) => whole(0));
  for (const { name: transformation, f, ofBatch, extra } of transformations(name, subject)) {
    const extras = extra(element);
    const spread = extras.flatMap((x) => mapped(() => [x], 0, size)([]) as readonly NDArray[]);
    same(f, [...element, ...extras], `${subject.name}, jit of ${transformation}`);
    if (batch.length === 0) continue;
    same(mapped(f), [...batch, ...spread], `${subject.name}, jit of vmap of ${transformation}`);
    if (ofBatch) same(ofBatch, [...batch, ...spread], `${subject.name}, jit of ${transformation} of vmap`);
  }
}

function same(f: FlatArrays, inputs: readonly NDArray[], what: string): void {
  const wanted = f(inputs);
  for (const engine of ["reference", "wasm"] as const) {
    config.update("cpuEngine", engine);
    try {
      expectSame(jit((...xs: NDArray[]) => f(xs))(...inputs), wanted, `${what}, engine ${engine}`);
    } finally {
      config.update("cpuEngine", "reference");
    }
  }
}
