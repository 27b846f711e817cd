import type { Jaxpr, ShapedArray } from "@hyrax/core";
import { type BufferId, type EquationKernel, type Kernel, type KernelPlan, planKernels, simplify } from "@hyrax/jit";
import type { Segment } from "./emit-program.js";
import { prepareContraction } from "./prepare-contraction.js";
import { gapOf } from "./supports.js";

/** A program as what runs one after the other: compiled segments, and equations left to the reference engine. */
export interface ProgramPlan extends KernelPlan {
  readonly steps: readonly (Segment | EquationKernel)[];
}

/** Plans a jaxpr for this engine. */
export function planProgram(jaxpr: Jaxpr): ProgramPlan {
  const plan = planKernels(simplify(jaxpr), { supports: (eqn) => gapOf(eqn) === undefined });
  const buffers = [...plan.buffers];
  const newBuffer = (aval: ShapedArray): BufferId => buffers.push(aval) - 1;
  const kernels = plan.kernels.flatMap((kernel): readonly Kernel[] =>
    kernel.kind === "contraction" ? prepareContraction(kernel, newBuffer) : [kernel],
  );
  return { ...plan, buffers, kernels, steps: intoSteps(kernels) };
}

function intoSteps(kernels: readonly Kernel[]): readonly (Segment | EquationKernel)[] {
  const steps: (Segment | EquationKernel)[] = [];
  let open: Kernel[] | undefined;
  for (const kernel of kernels) {
    if (kernel.kind === "equation") {
      steps.push(kernel);
      open = undefined;
    } else if (open === undefined) {
      open = [kernel];
      steps.push({ name: `segment${steps.length}`, kernels: open });
    } else {
      open.push(kernel);
    }
  }
  return steps;
}

export function isSegment(step: Segment | EquationKernel): step is Segment {
  return "name" in step;
}
