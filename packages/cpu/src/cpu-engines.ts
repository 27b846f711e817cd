import { config, type Engine, MissingEngineError } from "@hyrax/core";
import { ReferenceEngine } from "./reference-engine.js";

const engines = new Map<string, Engine>([["reference", new ReferenceEngine()]]);

/** Adds an engine of the `cpu` devices; the last one is used unless `config.update("cpuEngine", …)` names another. */
export function registerCpuEngine(name: "reference" | "wasm", engine: Engine): void {
  // Deleted first, so that the engine becomes the last one also if the name is known.
  engines.delete(name);
  engines.set(name, engine);
  last = engine;
}

let last: Engine = engines.get("reference")!;

/** The engine that `cpu` devices compile by now. */
export function cpuEngine(): Engine {
  const { cpuEngine: name } = config.values;
  if (name === undefined) return last;
  const engine = engines.get(name);
  if (engine !== undefined) return engine;
  throw new MissingEngineError(
    `the option cpuEngine is ${JSON.stringify(name)}, but that engine has not been imported; import "@hyrax/jit-wasm", or choose one of ${[...engines.keys()].join(", ")}`,
  );
}
