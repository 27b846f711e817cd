import type { Jaxpr } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import type { KernelLimits } from "../device/gpu-context.js";
import { type BufferType, lastUsesOf, type Program, type Step } from "./program.js";

/** A program that is being put together, kernel by kernel. */
export class ProgramBuilder {
  readonly #buffers: BufferType[];
  readonly #steps: Step[] = [];

  constructor(
    buffers: readonly BufferType[],
    readonly limits: KernelLimits,
    /** Compiles a jaxpr within this one: the body of a loop. */
    readonly compileBody: (jaxpr: Jaxpr) => Program,
  ) {
    this.#buffers = [...buffers];
  }

  /** What a buffer holds. */
  type(id: BufferId): BufferType {
    return this.#buffers[id] as BufferType; // Ids come from the plan, or from newBuffer.
  }

  /** A buffer for what a kernel leaves to the next one. */
  newBuffer(type: BufferType): BufferId {
    return this.#buffers.push(type) - 1;
  }

  add(step: Step): void {
    this.#steps.push(step);
  }

  /** The steps so far. */
  get steps(): readonly Step[] {
    return this.#steps;
  }

  finish(inputs: readonly BufferId[], outs: readonly BufferId[]): Program {
    const steps = this.#steps;
    return { buffers: this.#buffers, inputs, outs, steps, lastUses: lastUsesOf(steps, outs) };
  }
}
