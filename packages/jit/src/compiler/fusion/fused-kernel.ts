import type { ShapedArray } from "@hyrax/core";
import { costOf, expensiveCost } from "../classify.js";
import {
  type BufferId,
  type Expr,
  exprNodes,
  type Kernel,
  loadsOf,
  type RowReduction,
  type Store,
  type Sweep,
} from "../kernel.js";
import { compact, type Frame, type Fusible, isRowMap, ownAccess, rowsOf, spaceOf } from "./frame.js";
import { Interner } from "./interner.js";
import { overSpace } from "./over-space.js";

/** One kernel of maps and reductions that have a frame in common. `isRead` tells what other kernels read. */
export function fusedKernel(
  kernels: readonly Fusible[],
  frame: Frame,
  buffers: readonly ShapedArray[],
  isRead: (buffer: BufferId) => boolean,
): Kernel {
  const sweeps = new SweepPlanner(frame, buffers, isRead);
  for (const kernel of kernels) sweeps.add(kernel);
  return sweeps.kernel();
}

/** What is known of a buffer that the fused kernel computes. */
interface Computed {
  /** For an element of the frame; those of rows stand still along the row. */
  readonly expr: Expr;
  /** The sweep that computes it; of a row, the one after which it is known. */
  readonly sweep: number;
  readonly ofRow: boolean;
}

interface OpenSweep {
  readonly reductions: RowReduction[];
  readonly stores: { expr: Expr; out: BufferId }[];
}

/** Finds the sweep in which each kernel has what it reads. */
class SweepPlanner {
  readonly #interner = new Interner();
  readonly #computed = new Map<BufferId, Computed>();
  readonly #sweeps: OpenSweep[] = [];
  readonly #rowStores: Store[] = [];
  #reductions = 0;

  constructor(
    readonly frame: Frame,
    readonly buffers: readonly ShapedArray[],
    readonly isRead: (buffer: BufferId) => boolean,
  ) {}

  add(kernel: Fusible): void {
    const { out } = kernel;
    const ofRow = isRowMap(kernel, this.frame);
    const sweep = this.#earliestSweep(kernel, ofRow);
    const expr = this.#expression(kernel, sweep, ofRow);
    if (kernel.kind === "reduce") {
      this.#sweepAt(sweep).reductions.push({ index: this.#reductions, reducer: kernel.reducer, expr });
    } else if (!ofRow) {
      this.#computed.set(out, { expr, sweep, ofRow });
      if (this.isRead(out)) this.#store(out);
      else this.#sweepAt(sweep);
      return;
    }
    const result: Expr =
      kernel.kind === "reduce" ? { kind: "result", dtype: expr.dtype, index: this.#reductions++ } : expr;
    const known = this.#interner.rewrite(result);
    this.#computed.set(out, { expr: known, sweep, ofRow: true });
    if (this.isRead(out)) this.#rowStores.push({ expr: known, out });
  }

  kernel(): Kernel {
    const { full, split } = this.frame;
    if (split === undefined) {
      const stores = this.#sweeps.flatMap((sweep) => sweep.stores);
      const [only] = stores;
      if (only !== undefined && stores.length === 1) return { kind: "elementwise", space: full, ...only };
      return { kind: "maps", space: full, stores };
    }
    const used = this.#sweeps.filter(({ reductions, stores }) => reductions.length + stores.length > 0);
    return {
      kind: "rows",
      space: rowsOf(this.frame),
      row: full.slice(split),
      sweeps: inPlace(used, this.buffers, this.isRead),
      rowStores: this.#rowStores,
    };
  }

  #sweepAt(index: number): OpenSweep {
    while (this.#sweeps.length <= index) this.#sweeps.push({ reductions: [], stores: [] });
    return this.#sweeps[index] as OpenSweep;
  }

  #earliestSweep(kernel: Fusible, ofRow: boolean): number {
    let sweep = 0;
    for (const { buffer } of loadsOf(kernel.expr)) {
      const read = this.#computed.get(buffer);
      if (read !== undefined) sweep = Math.max(sweep, read.sweep + (read.ofRow && !ofRow ? 1 : 0));
    }
    return sweep;
  }

  /** The expression over the frame, with what the kernel itself computes in place of its loads. */
  #expression(kernel: Fusible, sweep: number, ofRow: boolean): Expr {
    const space = spaceOf(kernel);
    const { full } = this.frame;
    return this.#interner.rewrite(kernel.expr, (node) => {
      if (node.kind === "result") return node;
      const read = node.kind === "load" ? this.#computed.get(node.buffer) : undefined;
      if (node.kind === "load" && read !== undefined) {
        if (read.ofRow || read.sweep === sweep || this.#isCheap(node.buffer, read)) return read.expr;
        this.#store(node.buffer);
        return { ...node, access: ownAccess(full, full.length) };
      }
      const access = compact(node.access, space);
      return { ...node, access: ofRow ? overSpace(access, full) : access };
    });
  }

  /** Whether computing a value again costs less than loading it. */
  #isCheap(buffer: BufferId, { expr, sweep }: Computed): boolean {
    if (this.#sweepAt(sweep).stores.some(({ out }) => out === buffer)) return false;
    let cost = 0;
    for (const node of exprNodes(expr)) cost += node.kind === "apply" ? costOf(node.primitive) : 0;
    return cost < expensiveCost;
  }

  #store(buffer: BufferId): void {
    const { expr, sweep } = this.#computed.get(buffer) as Computed;
    const { stores } = this.#sweepAt(sweep);
    if (!stores.some(({ out }) => out === buffer)) stores.push({ expr, out: buffer });
  }
}

/** For each buffer that the sweeps load, the last of them that does. */
function lastLoads(sweeps: readonly Sweep[]): ReadonlyMap<BufferId, number> {
  const last = new Map<BufferId, number>();
  sweeps.forEach((sweep, i) => {
    for (const { buffer } of loadsOf(...exprsOf(sweep))) last.set(buffer, i);
  });
  return last;
}

function exprsOf({ reductions, stores }: Sweep): readonly Expr[] {
  return [...reductions, ...stores].map(({ expr }) => expr);
}

/**
 * Keeps what only later sweeps of the same kernel read where one of them writes a result over it, rather than in a
 * buffer of its own: within a sweep, an element is loaded before it is stored.
 */
function inPlace(
  sweeps: readonly Sweep[],
  buffers: readonly ShapedArray[],
  isRead: (buffer: BufferId) => boolean,
): readonly Sweep[] {
  const places = new Map<BufferId, BufferId>();
  const taken = new Set<BufferId>();
  const last = lastLoads(sweeps);
  for (const { out } of sweeps.flatMap(({ stores }) => stores)) {
    if (isRead(out)) continue;
    const results = sweeps.slice(last.get(out) ?? 0).flatMap(({ stores }) => stores);
    const place = results.find(
      ({ out: result }) => isRead(result) && !taken.has(result) && buffers[result]?.dtype === buffers[out]?.dtype,
    );
    if (place === undefined) continue;
    places.set(out, place.out);
    taken.add(place.out);
  }
  if (places.size === 0) return sweeps;
  const moved = (buffer: BufferId) => places.get(buffer) ?? buffer;
  const interner = new Interner();
  const done = new Map<Expr, Expr>();
  const placed = (expr: Expr) =>
    interner.rewrite(expr, (node) => (node.kind === "load" ? { ...node, buffer: moved(node.buffer) } : node), done);
  return sweeps.map(({ reductions, stores }) => ({
    reductions: reductions.map((reduction) => ({ ...reduction, expr: placed(reduction.expr) })),
    stores: stores.map(({ expr, out }) => ({ expr: placed(expr), out: moved(out) })),
  }));
}
