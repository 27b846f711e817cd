import type { BufferId } from "@hyrax/jit";
import { type ProgramPlan, readsOf } from "./program-plan.js";

/**
 * For each result that may be written where an input of its kernel lies, that input: nobody reads it afterwards, nor
 * does the kernel itself as another input.
 */
function successors({ kernels, buffers, outs }: ProgramPlan): ReadonlyMap<BufferId, BufferId> {
  const found = new Map<BufferId, BufferId>();
  kernels.forEach((kernel, at) => {
    if (kernel.kind !== "rule" || kernel.code.updates === undefined) return;
    const input = kernel.inputs[kernel.code.updates]!;
    const out = kernel.outs[0]!;
    const isRead =
      outs.includes(input) ||
      kernel.inputs.filter((id) => id === input).length > 1 ||
      kernels.slice(at + 1).some((later) => readsOf(later).includes(input));
    const isAlike = buffers[input]!.size === buffers[out]!.size && buffers[input]!.dtype === buffers[out]!.dtype;
    if (!isRead && isAlike) found.set(out, input);
  });
  return found;
}

/** The buffers that can all lie where `input` does, of which each is an update of the one before and `out` is the last. */
export function updatesInPlace(plan: ProgramPlan, input: BufferId, out: BufferId): readonly BufferId[] {
  const before = successors(plan);
  const chain: BufferId[] = [];
  for (let id = out; id !== input; ) {
    chain.push(id);
    const previous = before.get(id);
    // What comes from elsewhere, or has been handed on already, has a place of its own.
    if (previous === undefined || (previous !== input && plan.inputs.includes(previous))) return [];
    id = previous;
  }
  return chain;
}

/** The temporaries that can lie where a result does: the result is an update of the last one, that of the one before. */
export function updatedInto(plan: ProgramPlan, out: BufferId): readonly BufferId[] {
  const before = successors(plan);
  const chain: BufferId[] = [];
  for (let id = before.get(out); id !== undefined && !plan.inputs.includes(id); id = before.get(id)) chain.push(id);
  return chain;
}
