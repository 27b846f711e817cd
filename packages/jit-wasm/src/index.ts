import "./register.js";

export { detectFeatures, type WasmFeatures } from "./assembler/index.js";
export { WasmEngine, type WasmEngineOptions } from "./engine/wasm-engine.js";
export { MemoryPool } from "./memory/pool.js";
export { wasmEngine } from "./register.js";
