import type { System } from "./system.js";

/** Loads the system of a name, in the process that is its own. */
export async function openSystem(name: string, use: <R>(system: System<R>) => Promise<void>): Promise<void> {
  if (name === "hyrax") return use((await import("./hyrax.js")).hyrax);
  if (name === "jax-js") return use((await import("./jax-js.js")).jaxJs);
  if (name === "tfjs") return use((await import("./tfjs.js")).tfjs);
  if (name === "numpy-ts") return use((await import("./numpy-ts.js")).numpyTs);
  throw new Error(`there is no system ${JSON.stringify(name)}`);
}
