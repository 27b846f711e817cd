import type { Local } from "../../assembler/index.js";
import type { KernelContext } from "../kernel-context.js";
import type { MemoryArray } from "./memory.js";
import type { Scalar } from "./types.js";

/** What goes from step to step: elements in variables of its own, and arrays in memory, which stay where they are. */
export class ScalarCarry {
  readonly values: readonly (readonly Local[] | MemoryArray)[];

  constructor(
    readonly context: KernelContext,
    start: readonly (readonly Scalar[] | MemoryArray)[],
  ) {
    this.values = start.map((value) => ("address" in value ? value : value.map((x) => context.f.let(x))));
  }

  /** What a step returned is what the next one is given. */
  replace(next: readonly (readonly Scalar[] | MemoryArray)[]): void {
    const { f } = this.context;
    const targets = this.values.flatMap((value) => ("address" in value ? [] : value));
    const own = new Set<Scalar>(targets);
    const found = next.flatMap((value) => ("address" in value ? [] : value));
    // Values may change places: all are taken before any is replaced.
    const taken = found.map((x, i) => (x !== targets[i] && own.has(x) ? f.let(x) : x));
    taken.forEach((x, i) => {
      if (x !== targets[i]) f.set(targets[i]!, x);
    });
  }
}
