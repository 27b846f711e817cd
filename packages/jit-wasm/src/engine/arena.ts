import type { ShapedArray } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import { storedBytes } from "../memory/wasm-storage.js";
import { readsOf, type WasmKernel, writesOf } from "./program-plan.js";

/** Where the temporary buffers of a program lie within its arena, from byte 0 on. */
export interface Arena {
  readonly offsets: ReadonlyMap<BufferId, number>;
  readonly bytes: number;
}

const GRAIN = 64;
/** Vectors may reach past the last element: by three of the widest. */
const SLACK = 48;

/** Room for a buffer, as the arena counts it. */
export function arenaBytes({ dtype, size }: ShapedArray): number {
  return Math.ceil((storedBytes(dtype, size) + SLACK) / GRAIN) * GRAIN;
}

/** Gives each temporary a place that no other one needs while it is alive: from the kernel that writes it to its last reader. */
export function planArena(
  kernels: readonly WasmKernel[],
  buffers: readonly ShapedArray[],
  temporaries: ReadonlySet<BufferId>,
): Arena {
  const lastUse = new Map<BufferId, number>();
  kernels.forEach((kernel, i) => {
    for (const buffer of [...readsOf(kernel), ...writesOf(kernel)]) lastUse.set(buffer, i);
  });
  const offsets = new Map<BufferId, number>();
  const free: { offset: number; bytes: number }[] = [];
  let top = 0;
  kernels.forEach((kernel, i) => {
    for (const buffer of writesOf(kernel)) {
      if (!temporaries.has(buffer)) continue;
      const bytes = arenaBytes(buffers[buffer]!);
      const hole = free.find((candidate) => candidate.bytes >= bytes);
      if (hole === undefined) {
        offsets.set(buffer, top);
        top += bytes;
      } else {
        offsets.set(buffer, hole.offset);
        hole.offset += bytes;
        hole.bytes -= bytes;
      }
    }
    // Freed after this kernel has been placed: it must not write over what it reads.
    for (const [buffer, last] of lastUse) {
      const offset = offsets.get(buffer);
      if (last === i && offset !== undefined) free.push({ offset, bytes: arenaBytes(buffers[buffer]!) });
    }
  });
  return { offsets, bytes: top };
}
