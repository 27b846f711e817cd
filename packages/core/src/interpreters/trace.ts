import type { NDArray } from "../array/array.js";
import { diagnostics } from "../diagnostics.js";
import type { Params, Primitive } from "../primitive.js";

/**
 * An interpreter of primitives. While it is the current one, every operation of the user's function arrives at
 * `process`. It gives its own meaning to its own tracers; everything else (arrays, and the tracers of interpreters
 * further out) is a constant to it. What it computes in turn, it binds under its parent.
 */
export abstract class Trace {
  /** False once the traced function has returned: a tracer of this trace that is met later has leaked. */
  alive = true;

  /** The interpreter that this one's own operations go to. */
  abstract readonly parent: Trace | undefined;

  abstract process(primitive: Primitive, inputs: readonly NDArray[], params: Params): readonly NDArray[];

  /** The size of a named axis, or undefined where no enclosing map binds the name. */
  axisSize(name: string): number | undefined {
    return this.parent?.axisSize(name);
  }

  /** A text that is equal where the same axes are bound: caches of what was traced under them key on it. */
  get axesKey(): string {
    return this.parent?.axesKey ?? "";
  }
}

let current: Trace | undefined;
let bottom: Trace;

/** The innermost interpreter: the one that operations go to now. */
export function currentTrace(): Trace {
  return (current ??= bottomTrace());
}

/** The interpreter at the bottom of the stack: eager execution. */
export function bottomTrace(): Trace {
  return bottom;
}

/** Installs eager execution at the bottom of the stack; core does so once, while it is loaded. */
export function installBottomTrace(trace: Trace): void {
  bottom = trace;
}

/** Runs a function under an interpreter and puts back the one before, also when the function throws. */
export function withTrace<T>(trace: Trace, run: () => T): T {
  const before = currentTrace();
  current = trace;
  try {
    return run();
  } finally {
    current = before;
  }
}

/** Runs a function under a new interpreter, which ends with it: what escapes of its tracers is known to have leaked. */
export function runTrace<T extends Trace, R>(trace: T, run: (trace: T) => R): R {
  try {
    return diagnostics.atBoundary(() => withTrace(trace, () => run(trace)));
  } finally {
    trace.alive = false;
  }
}
