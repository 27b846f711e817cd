import { type Eqn, type Jaxpr, type ScanParams, scan, shapedArray, type WhileParams, whileLoop } from "@hyrax/core";
import type { BufferId, EquationKernel } from "@hyrax/jit";
import type { KernelContext } from "../emit/kernel-context.js";
import {
  emitScalarScan,
  emitScalarWhile,
  type LoopValue,
  type ScalarLoop,
  scalarLoopBytes,
} from "../emit/scalar-loop.js";
import { isScalarProgram, simpleProgram } from "../emit/scalar-program.js";
import type { RuleKernel } from "./rule-kernel.js";
import { inputBuffers, type Surroundings } from "./surroundings.js";

/** A loop that computes single elements alone as a kernel that holds them in variables; undefined for every other equation. */
export function planScalarLoop(equation: EquationKernel, around: Surroundings): RuleKernel | undefined {
  const { eqn, outs } = equation;
  const programs = loopPrograms(eqn);
  if (programs === undefined || !programs.every(isScalarProgram)) return undefined;
  const [inputs, fills] = inputBuffers(equation, around);
  for (const fill of fills) around.before(fill);
  const values = (buffers: readonly BufferId[], avals: readonly { readonly aval: LoopValue["aval"] }[]) =>
    buffers.map((buffer, i): LoopValue => ({ buffer, aval: avals[i]!.aval }));
  const loop: ScalarLoop = { inputs: values(inputs, eqn.inputs), outs: values(outs, eqn.outs) };
  const bytes = scalarLoopBytes(inputs.length + outs.length);
  const code = {
    scratch: bytes,
    work: Number.POSITIVE_INFINITY,
    emit: (context: KernelContext, state: BufferId) => emitLoop(context, loop, eqn, state),
  };
  const scratch = around.newBuffer(shapedArray([bytes], "uint8"));
  return { kind: "rule", equation, inputs, outs, scratch, code, loop: programs.map(simpleProgram) };
}

function emitLoop(context: KernelContext, loop: ScalarLoop, { primitive, params }: Eqn, state: BufferId): void {
  // The params of an equation are those of its primitive.
  if (primitive === scan) emitScalarScan(context, loop, params as ScanParams, state);
  else emitScalarWhile(context, loop, params as WhileParams, state);
}

function loopPrograms({ primitive, params }: Eqn): readonly Jaxpr[] | undefined {
  // The params of an equation are those of its primitive.
  if (primitive === scan) return [(params as ScanParams).jaxpr];
  if (primitive !== whileLoop) return undefined;
  const { condJaxpr, bodyJaxpr } = params as WhileParams;
  return [condJaxpr, bodyJaxpr];
}
