import type * as os from "node:os";
import type * as threads from "node:worker_threads";

interface NodeModules {
  readonly "node:os": typeof os;
  readonly "node:worker_threads": typeof threads;
}

interface Host {
  readonly process?: {
    readonly getBuiltinModule?: <K extends keyof NodeModules>(name: K) => NodeModules[K] | undefined;
  };
}

/** A module of Node, or undefined in other hosts. An import would keep the package out of bundles for browsers. */
export function nodeModule<K extends keyof NodeModules>(name: K): NodeModules[K] | undefined {
  return (globalThis as Host).process?.getBuiltinModule?.(name);
}
