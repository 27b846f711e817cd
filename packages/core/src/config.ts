import { describe } from "./describe.js";
import { requireOptions } from "./options.js";

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
  /** How many threads a compiled program may run on, 1 for none but the caller's; undefined takes as many as the host has processors. */
  numThreads: number | undefined;
  /** Run the type checker on every jaxpr that is staged. */
  enableChecks: boolean;
  /** Run jitted functions operation by operation, and loops and branches in JavaScript, wherever their values are known. */
  disableJit: boolean;
  /**
   * Throw a `FloatingPointError` that names the operation where one makes a NaN: eager ones at once; for a jitted function
   * that returns one, its operations are run again one by one. On devices that are read asynchronously, where it is read.
   */
  debugNans: boolean;
  /** The same for infinities. Functions that compute with them on purpose (a maximum from −∞ on) throw too. */
  debugInfs: boolean;
  /**
   * Remember where each tracer was made, and under which transformation, so that the error about one that leaked says so.
   * JavaScript cannot list what refers to an object: a leak is found when the tracer is used.
   */
  checkTracerLeaks: boolean;
  /** Write to the console what is traced and compiled, and how long it took. */
  logCompiles: boolean;
  /**
   * Leave the library's own lines out of the stacks of errors in traced functions, so that they begin at the user's. The
   * whole stack is then the property `unfilteredStack` of the error.
   */
  tracebackFiltering: boolean;
}

interface Option<T> {
  readonly initial: T;
  /** The values that are allowed, in words. */
  readonly wanted: string;
  readonly allows: (value: unknown) => boolean;
}

const flag: Option<boolean> = { initial: false, wanted: "a boolean", allows: (value) => typeof value === "boolean" };

const isPositive = (value: unknown) => Number.isInteger(value) && (value as number) > 0;

const options: { readonly [K in keyof Options]: Option<Options[K]> } = {
  enableX64: flag,
  threefryPartitionable: flag,
  cpuEngine: {
    initial: undefined,
    wanted: `"reference", "wasm" or undefined`,
    allows: (value) => value === undefined || value === "reference" || value === "wasm",
  },
  numHostDevices: { initial: 1, wanted: "a positive integer", allows: isPositive },
  numThreads: {
    initial: undefined,
    wanted: "a positive integer or undefined",
    allows: (value) => value === undefined || isPositive(value),
  },
  enableChecks: flag,
  disableJit: flag,
  debugNans: flag,
  debugInfs: flag,
  checkTracerLeaks: flag,
  logCompiles: flag,
  tracebackFiltering: { ...flag, initial: true },
};

const listeners = new Set<(name: keyof Options) => void>();
// Each option has an initial value of its own type.
const values = Object.fromEntries(
  Object.entries(options).map(([name, { initial }]) => [name, initial]),
) as unknown as Options;

/** The options in force. `config.update(name, value)` sets one; an unknown name or a wrong value throws a `TypeError`. */
export const config = {
  /** The options in force now. */
  values: values as Readonly<Options>,

  /** Sets one option, for everything that runs from now on. */
  update<K extends keyof Options>(name: K, value: Options[K]): void {
    requireOptions("config.update", { [name]: value }, Object.keys(options));
    const { wanted, allows } = options[name];
    if (!allows(value)) {
      throw new TypeError(`config.update: ${name} must be ${wanted}, found ${describe(value)}`);
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
