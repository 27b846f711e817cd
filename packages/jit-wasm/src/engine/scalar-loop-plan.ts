import { type Eqn, type Jaxpr, type ScanParams, scan, shapedArray, type WhileParams, whileLoop } from "@hyrax/core";
import type { BufferId, EquationKernel } from "@hyrax/jit";
import type { KernelContext } from "../emit/kernel-context.js";
import { fitsVariables, loopPlaces, memoryInputs, simpleProgram } from "../emit/scalar/fits.js";
import {
  emitScalarScan,
  emitScalarWhile,
  type LoopValue,
  type ScalarLoop,
  scalarLoopBytes,
} from "../emit/scalar/loop.js";
import type { RuleKernel } from "./rule-kernel.js";
import { inputBuffers, type Surroundings } from "./surroundings.js";

/** A loop that computes single elements alone as a kernel that holds them in variables; undefined for every other equation. */
export function planScalarLoop(equation: EquationKernel, around: Surroundings): RuleKernel | undefined {
  const { eqn, outs } = equation;
  const programs = loopPrograms(eqn);
  const inMemory = programs && memoryOf(eqn);
  if (programs === undefined || inMemory === undefined) return undefined;
  const [inputs, fills] = inputBuffers(equation, around);
  for (const fill of fills) around.before(fill);
  const values = (buffers: readonly BufferId[], avals: readonly { readonly aval: LoopValue["aval"] }[]) =>
    buffers.map((buffer, i): LoopValue => ({ buffer, aval: avals[i]!.aval }));
  const loop: ScalarLoop = { inputs: values(inputs, eqn.inputs), outs: values(outs, eqn.outs), inMemory };
  const bytes = scalarLoopBytes(loop);
  const code = {
    scratch: bytes,
    work: Number.POSITIVE_INFINITY,
    emit: (context: KernelContext, state: BufferId) => emitLoop(context, loop, eqn, state),
  };
  const scratch = around.newBuffer(shapedArray([bytes], "uint8"));
  return { kind: "rule", equation, inputs, outs, scratch, code, loop: programs.map(simpleProgram) };
}

/** For each input of a step, whether it lies in memory; undefined where a step cannot be held in variables. */
function memoryOf({ primitive, params }: Eqn): readonly boolean[] | undefined {
  // The params of an equation are those of its primitive.
  if (primitive === scan) {
    const { jaxpr, numConsts, numCarry } = params as ScanParams;
    const inMemory = memoryInputs(jaxpr);
    // Rows are read whole, as they come by.
    if (inMemory.slice(numConsts + numCarry).includes(true)) return undefined;
    const found = fitsVariables(jaxpr, inMemory);
    if (found?.results.slice(numCarry).some((place) => place !== undefined)) return undefined;
    const carried = found && { ...found, results: found.results.slice(0, numCarry) };
    return loopPlaces(carried, inMemory, numConsts) && inMemory;
  }
  const { condJaxpr, condNumConsts, bodyJaxpr, bodyNumConsts } = params as WhileParams;
  const [test, body] = [memoryInputs(condJaxpr), memoryInputs(bodyJaxpr)];
  const carry = body.slice(bodyNumConsts).map((lies, i) => lies || test[condNumConsts + i]!);
  const consts = [...test.slice(0, condNumConsts), ...body.slice(0, bodyNumConsts)];
  const decides = fitsVariables(condJaxpr, [...consts.slice(0, condNumConsts), ...carry]);
  if (decides === undefined || decides.written.size > 0 || decides.results[0] !== undefined) return undefined;
  const inMemory = [...consts.slice(condNumConsts), ...carry];
  return loopPlaces(fitsVariables(bodyJaxpr, inMemory), inMemory, bodyNumConsts) && [...consts, ...carry];
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
