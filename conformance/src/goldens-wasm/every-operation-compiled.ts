import { registerCpuEngine } from "@hyrax/cpu";
import { MemoryPool, WasmEngine } from "@hyrax/jit-wasm";

// The goldens' arrays are small: an engine that leaves no operation to the reference engine for that reason.
registerCpuEngine("wasm", new WasmEngine(new MemoryPool(), { smallest: 0 }));
