import {
  type BufferId,
  type ContractionKernel,
  type EquationKernel,
  type Kernel,
  type KernelPlan,
  kernelInputs,
  kernelOutputs,
} from "@hyrax/jit";
import type { LoopKernel } from "./loop-plan.js";
import type { ProductKernel } from "./prepare-contraction.js";
import type { RuleKernel } from "./rule-kernel.js";

/** What this engine runs: the kernels that all compilers plan, equations with rules, and loops and branches of these. */
export type WasmKernel = Exclude<Kernel, ContractionKernel> | ProductKernel | RuleKernel | LoopKernel;

/** A program as kernels over buffers, in the order in which they run. */
export interface ProgramPlan extends Omit<KernelPlan, "kernels"> {
  readonly kernels: readonly WasmKernel[];
  /** For each equation that is left to the reference engine, why. */
  readonly gaps: ReadonlyMap<EquationKernel, string>;
}

export function isLoop(kernel: WasmKernel): kernel is LoopKernel {
  return "bodies" in kernel;
}

/** A kernel as the planner had it: loops and what rules compile are equations. */
export function planned(kernel: WasmKernel): Kernel {
  return "equation" in kernel ? kernel.equation : kernel;
}

/** The buffers that a kernel reads. */
export function readsOf(kernel: WasmKernel): readonly BufferId[] {
  return "equation" in kernel ? kernel.inputs : kernelInputs(kernel);
}

/** The buffers that a kernel writes: its results, and what loops need for themselves. */
export function writesOf(kernel: WasmKernel): readonly BufferId[] {
  if (kernel.kind === "rule") return [...kernel.outs, kernel.scratch];
  if (kernel.kind === "contraction") return [kernel.out, kernel.scratch];
  if (!isLoop(kernel)) return kernelOutputs(kernel);
  return [...kernel.outs, ...kernel.bodies.flatMap(({ table, scratch }) => [table, scratch])];
}
