import type { DType } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import type { Shader } from "../device/pipelines.js";

/** What a buffer of a program holds. */
export interface BufferType {
  readonly dtype: DType;
  readonly size: number;
}

/** Runs a shader. */
export interface DispatchStep {
  readonly kind: "dispatch";
  readonly shader: Shader;
  readonly reads: readonly BufferId[];
  /** A buffer begins to live with the first step that writes it. */
  readonly writes: readonly BufferId[];
  readonly workgroups: readonly [x: number, y: number];
}

/** Copies the elements of a buffer into another one of the same size. */
export interface CopyStep {
  readonly kind: "copy";
  readonly from: BufferId;
  readonly to: BufferId;
}

/**
 * A loop of known length, as `scan` means it. The body takes the constants, the state, and one row of each array that is
 * scanned over; it returns the next state and one row of each result.
 */
export interface LoopStep {
  readonly kind: "loop";
  readonly body: Program;
  readonly length: number;
  readonly reverse: boolean;
  readonly consts: readonly BufferId[];
  readonly carry: readonly BufferId[];
  readonly xs: readonly BufferId[];
  readonly carryOuts: readonly BufferId[];
  readonly ys: readonly BufferId[];
}

export type Step = DispatchStep | CopyStep | LoopStep;

/** What the device is to do, over numbered buffers. */
export interface Program {
  readonly buffers: readonly BufferType[];
  readonly inputs: readonly BufferId[];
  /** A result may be an input, or the same buffer as another result. */
  readonly outs: readonly BufferId[];
  readonly steps: readonly Step[];
  /** For each step, the buffers that no later step reads and that are no results. */
  readonly lastUses: readonly (readonly BufferId[])[];
}

/** The buffers that a step reads. */
function stepReads(step: Step): readonly BufferId[] {
  switch (step.kind) {
    case "dispatch":
      return step.reads;
    case "copy":
      return [step.from];
    case "loop":
      return [...step.consts, ...step.carry, ...step.xs];
  }
}

/** The buffers that a step writes. */
function stepWrites(step: Step): readonly BufferId[] {
  switch (step.kind) {
    case "dispatch":
      return step.writes;
    case "copy":
      return [step.to];
    case "loop":
      return [...step.carryOuts, ...step.ys];
  }
}

/** For each step, what it uses last. */
export function lastUsesOf(steps: readonly Step[], outs: readonly BufferId[]): readonly (readonly BufferId[])[] {
  const live = new Set(outs);
  const backwards = [...steps].reverse().map((step) => {
    const last = [...new Set([...stepReads(step), ...stepWrites(step)])].filter((id) => !live.has(id));
    for (const id of last) live.add(id);
    return last;
  });
  return backwards.reverse();
}
