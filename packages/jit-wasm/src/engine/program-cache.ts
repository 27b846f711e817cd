import { type CompileOptions, type Executable, type Jaxpr, onConfigChange } from "@hyrax/core";
import { programKey } from "./program-key.js";

/** Beyond so many programs the one that has not been asked for the longest is forgotten. */
const CAPACITY = 256;

/** Programs that have been compiled, for all functions that come to the same jaxpr. */
export class ProgramCache {
  readonly #programs = new Map<string, Executable>();

  constructor() {
    const self = new WeakRef(this);
    const leave = onConfigChange(() => {
      const cache = self.deref();
      if (cache === undefined) leave();
      else cache.#programs.clear();
    });
  }

  /** The executable of a jaxpr: one that was made before, or what `compile` makes. */
  get(jaxpr: Jaxpr, { donated }: CompileOptions, compile: () => Executable): Executable {
    // Single operations are kept by whoever asks for them.
    const contents = jaxpr.eqns.length > 1 ? programKey(jaxpr) : undefined;
    if (contents === undefined) return compile();
    const key = donated === undefined ? contents : `${donated.map(Number).join("")}${contents}`;
    const executable = this.#programs.get(key) ?? compile();
    // The last one in the map is the last one that was asked for.
    this.#programs.delete(key);
    this.#programs.set(key, executable);
    if (this.#programs.size > CAPACITY) this.#programs.delete(this.#programs.keys().next().value as string);
    return executable;
  }
}
