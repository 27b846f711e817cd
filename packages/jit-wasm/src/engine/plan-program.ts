import type { Eqn, Jaxpr, ShapedArray } from "@hyrax/core";
import { type BufferId, type EquationKernel, planKernels, simplify } from "@hyrax/jit";
import { simplifyLoops } from "../loops/simplify-loops.js";
import { elementRules } from "../rules/element-rules.js";
import { wasmRules } from "../rules/kernel-rules.js";
import type { Segment } from "./emit-program.js";
import { planLoop } from "./loop-plan.js";
import { prepareContraction } from "./prepare-contraction.js";
import type { ProgramPlan, WasmKernel } from "./program-plan.js";
import { planRule } from "./rule-kernel.js";
import { splitReduction } from "./split-reduction.js";
import { gapOf } from "./supports.js";

/** Plans a jaxpr for this engine; the programs within loops and branches likewise. */
export function planProgram(jaxpr: Jaxpr): ProgramPlan {
  const plan = planKernels(simplifyLoops(simplify(jaxpr)), {
    supports: (eqn) => gapOf(eqn) === undefined,
    isElementwise: (primitive) => elementRules.has(primitive),
    rows: true,
    epilogues: true,
  });
  const buffers = [...plan.buffers];
  const kernels: WasmKernel[] = [];
  const gaps = new Map<EquationKernel, string>();
  const newBuffer = (aval: ShapedArray): BufferId => buffers.push(aval) - 1;
  const surroundings = { newBuffer, before: (kernel: WasmKernel) => kernels.push(kernel), plan: planProgram };
  const planEquation = (kernel: EquationKernel): WasmKernel => {
    const planned = planLoop(kernel, surroundings) ?? planRule(kernel, surroundings) ?? noKernel(kernel.eqn);
    if (typeof planned === "object") return planned;
    gaps.set(kernel, planned);
    return kernel;
  };
  for (const kernel of plan.kernels) {
    if (kernel.kind === "contraction") kernels.push(...prepareContraction(kernel, { avals: buffers, add: newBuffer }));
    else if (kernel.kind === "equation") kernels.push(planEquation(kernel));
    else if (kernel.kind === "reduce") kernels.push(...splitReduction(kernel, newBuffer));
    else kernels.push(kernel);
  }
  return { ...plan, buffers, kernels, gaps };
}

/** Why an equation is no kernel: a gap of the table that its primitive is in, or what is wrong with its elements. */
function noKernel(eqn: Eqn): string {
  const { primitive } = eqn;
  const gap = elementRules.has(primitive) ? undefined : wasmRules.gap(primitive);
  return gap ?? gapOf(eqn) ?? `${primitive.name} is neither fused nor a kernel of its own`;
}

/** What of a program runs one after the other: compiled segments, and equations left to the reference engine. */
export function stepsOf({ kernels }: ProgramPlan): readonly (Segment | EquationKernel)[] {
  const steps: (Segment | EquationKernel)[] = [];
  let open: WasmKernel[] | undefined;
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
