import type { CompileOptions, Engine, Executable, Jaxpr } from "@hyrax/core";
import { registerCpuEngine } from "@hyrax/cpu";
import { MemoryPool, WasmEngine } from "@hyrax/jit-wasm";
import { expect, test } from "vitest";
import type { GoldenModule } from "../golden/golden-file.js";
import { testGoldens } from "../golden/test-goldens.js";

const fallbacks = new Set<string>();

/** The compiled engine, with every operation compiled however small its arrays, and notes of those that are not. */
class RecordingEngine implements Engine {
  readonly name = "wasm";
  readonly #engine = new WasmEngine(new MemoryPool(), { smallest: 0 });

  compile(jaxpr: Jaxpr, options: CompileOptions): Executable {
    const executable = this.#engine.compile(jaxpr, options);
    for (const { primitives, fallback } of executable.report.kernels) {
      if (fallback !== undefined) fallbacks.add(`${primitives.join(", ")}: ${fallback}`);
    }
    return executable;
  }
}

/** Tests JAX's answers on the compiled engine, which leaves nothing to the reference engine but what is listed. */
export function testCompiledGoldens(module: GoldenModule, exceptions: readonly string[] = []): void {
  registerCpuEngine("wasm", new RecordingEngine());
  testGoldens(module, "wasm");
  test("nothing else is left to the reference engine", () => {
    expect([...fallbacks].sort()).toEqual([...exceptions].sort());
  });
}
