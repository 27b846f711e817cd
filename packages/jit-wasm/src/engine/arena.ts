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
/** Four elements at a time may reach past the last one. */
const SLACK = 48;

/** Room for a buffer, as the arena counts it. */
export function arenaBytes({ dtype, size }: ShapedArray): number {
  return Math.ceil((storedBytes(dtype, size) + SLACK) / GRAIN) * GRAIN;
}

/** A temporary from the kernel that writes it first to the last one that uses it. */
interface Lifetime {
  readonly buffer: BufferId;
  readonly bytes: number;
  readonly first: number;
  last: number;
}

/** A temporary that has its place. */
interface Placed extends Lifetime {
  readonly offset: number;
}

/**
 * Gives each temporary a place that no other one needs while it is alive. The largest come first, each into the smallest
 * gap between those that are alive with it (Pisarchyk and Lee, Efficient Memory Management for Deep Neural Net
 * Inference, 2020: "greedy by size").
 */
export function planArena(
  kernels: readonly WasmKernel[],
  buffers: readonly ShapedArray[],
  temporaries: ReadonlySet<BufferId>,
): Arena {
  const lifetimes = new Map<BufferId, Lifetime>();
  kernels.forEach((kernel, at) => {
    for (const buffer of writesOf(kernel)) {
      if (!temporaries.has(buffer) || lifetimes.has(buffer)) continue;
      lifetimes.set(buffer, { buffer, bytes: arenaBytes(buffers[buffer]!), first: at, last: at });
    }
    for (const buffer of [...readsOf(kernel), ...writesOf(kernel)]) {
      const lifetime = lifetimes.get(buffer);
      if (lifetime !== undefined) lifetime.last = at;
    }
  });
  // By offset, so that gaps are met in order.
  const placed: Placed[] = [];
  let bytes = 0;
  for (const lifetime of [...lifetimes.values()].sort((a, b) => b.bytes - a.bytes || a.first - b.first)) {
    const offset = smallestGap(placed, lifetime);
    const at = placed.findIndex((other) => other.offset > offset);
    placed.splice(at < 0 ? placed.length : at, 0, { ...lifetime, offset });
    bytes = Math.max(bytes, offset + lifetime.bytes);
  }
  return { offsets: new Map(placed.map(({ buffer, offset }) => [buffer, offset])), bytes };
}

/** Where a temporary fits best between those that are alive with it; behind them, if it fits nowhere. */
function smallestGap(placed: readonly Placed[], { first, last, bytes }: Lifetime): number {
  let end = 0;
  let best: number | undefined;
  let smallest = Number.POSITIVE_INFINITY;
  for (const other of placed) {
    if (other.last < first || other.first > last) continue;
    const gap = other.offset - end;
    if (gap >= bytes && gap < smallest) {
      best = end;
      smallest = gap;
    }
    end = Math.max(end, other.offset + other.bytes);
  }
  return best ?? end;
}
