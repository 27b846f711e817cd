/** A thread of Node, as far as it is needed here. */
export interface NodeWorker {
  on(event: "error" | "exit", listener: () => void): void;
  postMessage(message: unknown): void;
  terminate(): Promise<number>;
  unref(): void;
}

/** What is needed of Node: types of its own would have to be installed by everybody who uses the package. */
interface NodeModules {
  readonly "node:os": { readonly availableParallelism: () => number };
  readonly "node:worker_threads": {
    readonly Worker: new (
      source: string,
      options: { readonly eval: true; readonly execArgv: readonly string[]; readonly name: string },
    ) => NodeWorker;
  };
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
