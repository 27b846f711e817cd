import { config, type Array as NDArray } from "@hyrax/core";
import { registerCpuEngine } from "@hyrax/cpu";
import { jit } from "@hyrax/jit";
import { expect } from "vitest";
import { MemoryPool, WasmEngine } from "../src/index.js";

// Single small operations too, which users have the reference engine for.
registerCpuEngine("wasm", new WasmEngine(new MemoryPool(), { smallest: 0 }));

/** A program of several results. */
export type Program = (...inputs: NDArray[]) => readonly NDArray[];

/** The elements of a program's results by the reference engine, and compiled to WebAssembly without any fallback. */
export function onBothEngines(
  program: Program,
  inputs: readonly NDArray[],
): readonly { readonly expected: number[]; readonly found: number[] }[] {
  const elements = (x: NDArray) => Array.from(x.dataSync() as ArrayLike<number | bigint>, Number);
  try {
    config.update("cpuEngine", "reference");
    const expected = jit(program)(...inputs).map(elements);
    config.update("cpuEngine", "wasm");
    const compiled = jit(program);
    const fallbacks = compiled.lower(...inputs).kernels.flatMap(({ fallback }) => (fallback ? [fallback] : []));
    expect(fallbacks).toEqual([]);
    return compiled(...inputs).map((x, i) => ({ expected: expected[i]!, found: elements(x) }));
  } finally {
    config.update("cpuEngine", undefined);
  }
}

/** Checks that both engines give the same elements, to the bit. */
export function expectSame(program: Program, inputs: readonly NDArray[]): void {
  for (const { expected, found } of onBothEngines(program, inputs)) expect(found).toEqual(expected);
}

/** Checks that both engines agree, up to a tolerance relative to the greatest element; NaN only equals NaN. */
export function expectAgreement(program: Program, inputs: readonly NDArray[], tolerance: number): void {
  onBothEngines(program, inputs).forEach(({ expected, found }, result) => {
    expect(found.length).toBe(expected.length);
    const scale = expected.reduce(
      (greatest, x) => (Number.isFinite(x) ? Math.max(greatest, Math.abs(x)) : greatest),
      1,
    );
    expected.forEach((want, i) => {
      const got = found[i]!;
      if (Object.is(got, want) || got === want) return;
      expect(Math.abs(got - want), `result ${result}, element ${i}: ${got} for ${want}`).toBeLessThanOrEqual(
        tolerance * scale,
      );
    });
  });
}
