import { registerCpuEngine } from "@hyrax/cpu";
import { WasmEngine } from "./engine/wasm-engine.js";

/** The engine of the `cpu` devices, once this package has been imported. */
export const wasmEngine = new WasmEngine();

registerCpuEngine("wasm", wasmEngine);
