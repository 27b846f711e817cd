import type { DType } from "@hyrax/core";
import { type BufferId, contiguous, exprNodes, kernelInputs } from "@hyrax/jit";
import { storedBytes } from "../memory/wasm-storage.js";
import { type ProgramPlan, readsOf, type WasmKernel, writesOf } from "./program-plan.js";
import { updatedInto } from "./taken-over.js";

/** For each result that may be written over an input whose memory the caller gives away, the number of that input. */
export function planDonations(plan: ProgramPlan, donated: readonly boolean[] = []): ReadonlyMap<BufferId, number> {
  const places = new Map<BufferId, number>();
  const taken = new Set<number>();
  for (const out of new Set(plan.outs)) {
    if (plan.inputs.includes(out)) continue;
    const input = plan.inputs.findIndex((id, i) => donated[i] && !taken.has(i) && canReplace(plan, id, out));
    if (input < 0) continue;
    taken.add(input);
    places.set(out, input);
  }
  return places;
}

/** Whether nobody reads an input any more once elements of a result are written over it. */
function canReplace(plan: ProgramPlan, input: BufferId, out: BufferId): boolean {
  const { kernels, buffers, outs, inputs } = plan;
  if (outs.includes(input) || inputs.indexOf(input) !== inputs.lastIndexOf(input)) return false;
  const [from, to] = [buffers[input]!, buffers[out]!];
  if (storedBytes(from.dtype, from.size) !== storedBytes(to.dtype, to.size)) return false;
  // What the result is an update of lies where it does.
  const written = [out, ...updatedInto(plan, out)];
  const first = kernels.findIndex((kernel) => writesOf(kernel).some((id) => written.includes(id)));
  const last = kernels.reduce((found, kernel, i) => (readsOf(kernel).includes(input) ? i : found), -1);
  return last < first || (last === first && readsWhereItWrites(kernels[first]!, input, from.dtype, written));
}

/**
 * Whether a kernel reads of a buffer only the element that it is about to write in another one: maps compute each index
 * once, and all that belongs to it before they store any of it.
 */
function readsWhereItWrites(kernel: WasmKernel, input: BufferId, dtype: DType, outs: readonly BufferId[]): boolean {
  if (kernel.kind === "rule") {
    const isUpdate = kernel.inputs[kernel.code.updates ?? -1] === input && outs.includes(kernel.outs[0]!);
    return isUpdate && kernel.inputs.filter((id) => id === input).length === 1;
  }
  if (kernel.kind === "group") {
    const readers = kernel.kernels.filter((map) => kernelInputs(map).includes(input));
    return readers.every((map) => readsWhereItWrites(map, input, dtype, outs));
  }
  if (kernel.kind !== "elementwise" && kernel.kind !== "maps") return false;
  const stores = kernel.kind === "maps" ? kernel.stores : [kernel];
  const own = String(contiguous(kernel.space).strides);
  const written = stores.find((store) => outs.includes(store.out));
  if (written === undefined || storedBytes(written.expr.dtype, 1) !== storedBytes(dtype, 1)) return false;
  const nodes = [...exprNodes(...stores.map(({ expr }) => expr))];
  return nodes.every(
    (node) =>
      node.kind !== "load" ||
      node.buffer !== input ||
      (node.access.offset === 0 && String(node.access.strides) === own),
  );
}
