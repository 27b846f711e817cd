import type * as fs from "node:fs";
import type * as url from "node:url";
import type * as threads from "node:worker_threads";

interface NodeModules {
  readonly "node:fs": typeof fs;
  readonly "node:url": typeof url;
  readonly "node:worker_threads": typeof threads;
}

interface Host {
  readonly process?: {
    readonly getBuiltinModule?: <K extends keyof NodeModules>(name: K) => NodeModules[K] | undefined;
  };
}

/**
 * A module of Node. It is asked for when it is needed, since an import would keep the package, and the umbrella with it,
 * out of bundles for browsers. Throws an `Error` in hosts that have none.
 */
export function nodeModule<K extends keyof NodeModules>(name: K): NodeModules[K] {
  const found = (globalThis as Host).process?.getBuiltinModule?.(name);
  if (found === undefined) {
    throw new Error(
      `pmap: this host has no ${name}; mapped programs run on threads of Node (20.16 or newer) so far. Use vmap instead.`,
    );
  }
  return found;
}
