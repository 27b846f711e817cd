import type { System } from "./system.js";

/** Loads the system of a name, in the process that is its own. */
export async function openSystem(name: string, use: <R>(system: System<R>) => Promise<void>): Promise<void> {
  if (name === "hyrax") return use((await import("./hyrax.js")).hyrax);
  throw new Error(`there is no system ${JSON.stringify(name)}`);
}
