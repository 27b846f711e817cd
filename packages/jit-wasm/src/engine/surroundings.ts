import { type Jaxpr, type ShapedArray, shapedArray } from "@hyrax/core";
import type { BufferId, EquationKernel, MapKernel } from "@hyrax/jit";
import type { ProgramPlan } from "./program-plan.js";

/** What the planner of the program around lends: buffers, and room for kernels that have to run before. */
export interface Surroundings {
  newBuffer(aval: ShapedArray): BufferId;
  before(kernel: MapKernel): void;
  plan(jaxpr: Jaxpr): ProgramPlan;
}

/** A buffer for each input of an equation, and the kernels that fill those of literals. */
export function inputBuffers(
  equation: EquationKernel,
  around: Surroundings,
): readonly [inputs: readonly BufferId[], fills: readonly MapKernel[]] {
  const fills: MapKernel[] = [];
  const inputs = equation.inputs.map((input): BufferId => {
    if (typeof input === "number") return input;
    const out = around.newBuffer(shapedArray([], input.dtype));
    fills.push({ kind: "elementwise", space: [], expr: input, out });
    return out;
  });
  return [inputs, fills];
}
