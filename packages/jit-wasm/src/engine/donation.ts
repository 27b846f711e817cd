import type { DType } from "@hyrax/core";
import { type BufferId, contiguous, exprNodes } from "@hyrax/jit";
import { storedBytes } from "../memory/wasm-storage.js";
import { type ProgramPlan, readsOf, type WasmKernel, writesOf } from "./program-plan.js";

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
function canReplace({ kernels, buffers, outs, inputs }: ProgramPlan, input: BufferId, out: BufferId): boolean {
  if (outs.includes(input) || inputs.indexOf(input) !== inputs.lastIndexOf(input)) return false;
  const [from, to] = [buffers[input]!, buffers[out]!];
  if (storedBytes(from.dtype, from.size) !== storedBytes(to.dtype, to.size)) return false;
  const first = kernels.findIndex((kernel) => writesOf(kernel).includes(out));
  const last = kernels.reduce((found, kernel, i) => (readsOf(kernel).includes(input) ? i : found), -1);
  return last < first || (last === first && readsWhereItWrites(kernels[first]!, input, from.dtype, out));
}

/**
 * Whether a kernel reads of a buffer only the element that it is about to write in another one: maps compute each index
 * once, and all that belongs to it before they store any of it.
 */
function readsWhereItWrites(kernel: WasmKernel, input: BufferId, dtype: DType, out: BufferId): boolean {
  if (kernel.kind !== "elementwise" && kernel.kind !== "maps") return false;
  const stores = kernel.kind === "maps" ? kernel.stores : [kernel];
  const own = String(contiguous(kernel.space).strides);
  const written = stores.find((store) => store.out === out);
  if (written === undefined || storedBytes(written.expr.dtype, 1) !== storedBytes(dtype, 1)) return false;
  const nodes = [...exprNodes(...stores.map(({ expr }) => expr))];
  return nodes.every(
    (node) =>
      node.kind !== "load" ||
      node.buffer !== input ||
      (node.access.offset === 0 && String(node.access.strides) === own),
  );
}
