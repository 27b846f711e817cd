import type { Jaxpr } from "../jaxpr/jaxpr.js";
import type { Device } from "./device.js";
import type { Storage } from "./storage.js";

/** What an engine is asked for besides the program. */
export interface CompileOptions {
  readonly device: Device;
  /** The name of the user's function, for error texts and profiles. */
  readonly name?: string;
  /** For each input, whether its memory may be reused for results. */
  readonly donated?: readonly boolean[];
  /** Whether code may be compiled later: by the executable's `ready`, or by its first run. */
  readonly deferred?: boolean;
}

/** Turns jaxprs into executables. One engine runs everything on its device: eager, jitted and mapped code alike. */
export interface Engine {
  readonly name: string;
  /** Compiles a jaxpr without constvars. Throws a `MissingRuleError` for a primitive that it cannot run. */
  compile(jaxpr: Jaxpr, options: CompileOptions): Executable;
  /** Waits for what the engine has begun, and lets the host take back what nobody holds any more. */
  synchronize?(): Promise<void>;
}

/** A compiled jaxpr. */
export interface Executable {
  /**
   * Runs on the storages of the inputs, in the order of the jaxpr's invars; returns those of the outs. Each result is a
   * storage object of its own, also where it hands through an input or appears twice: either may be deleted alone.
   */
  run(inputs: readonly Storage[]): readonly Storage[];
  /** Compiles what has been deferred, beside other work. */
  ready?(): Promise<void>;
  readonly report: CompileReport;
}

/** What became of a program, so that nothing is silently slow. */
export interface CompileReport {
  readonly engine: string;
  /** The kernels in the order in which they run, each with the equations that it covers. */
  readonly kernels: readonly KernelReport[];
  /** The program as text: the kernel IR, then WAT or WGSL where the engine emits one. */
  asText(): string;
}

export interface KernelReport {
  /** "elementwise", "reduce", "contraction", "reference", …: what kind of kernel it is. */
  readonly kind: string;
  /** The names of the primitives that the kernel computes. */
  readonly primitives: readonly string[];
  /** Why the reference engine runs it, where it does. */
  readonly fallback?: string;
}
