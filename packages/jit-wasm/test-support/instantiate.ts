import type { ModuleBuilder } from "../src/assembler/index.js";

type Wasm = (...args: readonly (number | bigint)[]) => number | bigint;

/** Instantiates a module and gives its exported functions by name. */
export function instantiate(
  module: ModuleBuilder,
  imports: WebAssembly.Imports = {},
): { readonly [name: string]: Wasm } {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), imports);
  return exports as { readonly [name: string]: Wasm }; // Tests that export a memory look it up themselves.
}
