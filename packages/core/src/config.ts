/** Every option of Hyrax, with the type of its value. Packages read them; users call `config.update`. */
export interface Options {
  /** Allow 64-bit dtypes; off, they narrow to 32 bits, as in JAX. */
  enableX64: boolean;
  /** The newer, order-independent layout of random bits. Off, the values are those of JAX's tutorials. */
  threefryPartitionable: boolean;
  /** The engine of the device `cpu`; undefined takes the last one that was imported. */
  cpuEngine: "reference" | "wasm" | undefined;
  /** How many `cpu` devices the host offers to `pmap`. */
  numHostDevices: number;
  /** Run the type checker on every jaxpr that is staged. */
  enableChecks: boolean;
  /** Run jitted functions operation by operation. */
  disableJit: boolean;
}

const defaults: Readonly<Options> = {
  enableX64: false,
  threefryPartitionable: false,
  cpuEngine: undefined,
  numHostDevices: 1,
  enableChecks: false,
  disableJit: false,
};

const allowed: { readonly [K in keyof Options]: (value: unknown) => string | undefined } = {
  enableX64: boolean,
  threefryPartitionable: boolean,
  cpuEngine: (value) =>
    value === undefined || value === "reference" || value === "wasm" ? undefined : `"reference", "wasm" or undefined`,
  numHostDevices: (value) =>
    typeof value === "number" && Number.isInteger(value) && value > 0 ? undefined : "a positive integer",
  enableChecks: boolean,
  disableJit: boolean,
};

function boolean(value: unknown): string | undefined {
  return typeof value === "boolean" ? undefined : "a boolean";
}

const listeners = new Set<(name: keyof Options) => void>();
const values: Options = { ...defaults };

/** The options in force. `config.update(name, value)` sets one; an unknown name or a wrong value throws a `TypeError`. */
export const config = {
  /** The options in force now. */
  values: values as Readonly<Options>,

  /** Sets one option, for everything that runs from now on. */
  update<K extends keyof Options>(name: K, value: Options[K]): void {
    if (!Object.hasOwn(defaults, name)) {
      throw new TypeError(
        `config.update: there is no option ${JSON.stringify(name)}; options are ${Object.keys(defaults).join(", ")}`,
      );
    }
    const wanted = allowed[name](value);
    if (wanted !== undefined) {
      throw new TypeError(`config.update: ${name} must be ${wanted}, found ${JSON.stringify(value)}`);
    }
    if (values[name] === value) return;
    values[name] = value;
    for (const listener of listeners) listener(name);
  },
};

/** Calls `listener` after an option changed; caches that depend on options register here. Returns the unsubscriber. */
export function onConfigChange(listener: (name: keyof Options) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
