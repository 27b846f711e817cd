import {
  type BufferId,
  exprNodes,
  type Kernel,
  type KernelPlan,
  kernelExprs,
  kernelInputs,
  kernelLoads,
  kernelOutputs,
} from "../kernel.js";
import { withEpilogue } from "./epilogue.js";
import {
  commonFrame,
  compact,
  type Frame,
  type Fusible,
  frameOf,
  isRowMap,
  isSame,
  ownAccess,
  rowsOf,
  spaceOf,
} from "./frame.js";
import { fusedKernel } from "./fused-kernel.js";
import { groupSmallMaps } from "./group.js";
import { turnProducts } from "./turn-products.js";
import { commonLevel, current, fusibleKernels, merge, others, type Unit } from "./unit.js";

/** What is fused beyond chains of elementwise operations. */
export interface FusionOptions {
  readonly epilogues?: boolean;
  readonly rows?: boolean;
}

/** More nodes than this in one kernel would make functions that compilers are slow at. */
const LARGEST = 256;
/** More arrays than this at a time are more than caches and registers follow. */
const MOST_BUFFERS = 20;

/**
 * Makes fewer kernels of those of a plan: maps that read the same arrays, reductions over the same rows with the maps
 * that they depend on or that depend on them, and maps of what a contraction or reduction has just accumulated.
 */
export function fuseKernels(plan: KernelPlan, options: FusionOptions): KernelPlan {
  return new Fusion(options.epilogues ? turnProducts(plan) : plan, options).fuse();
}

class Fusion {
  readonly #units: Unit[] = [];
  readonly #producers = new Map<BufferId, Unit>();
  /** The unit that read a buffer last, for each space in which it is walked from end to end. */
  readonly #lastReaders = new Map<string, Unit>();
  /** How many kernels, and results, read each buffer. */
  readonly #readCounts = new Map<BufferId, number>();
  #lastEffect: Unit | undefined;

  constructor(
    readonly plan: KernelPlan,
    readonly options: FusionOptions,
  ) {
    const count = (buffer: BufferId) => this.#readCounts.set(buffer, (this.#readCounts.get(buffer) ?? 0) + 1);
    for (const kernel of plan.kernels) {
      kernelInputs(kernel).forEach(count);
    }
    plan.outs.forEach(count);
  }

  fuse(): KernelPlan {
    for (const kernel of this.plan.kernels) this.#add(kernel);
    const ordered = inOrder(this.#units);
    const kernels = ordered.map((unit) => this.#kernelOf(unit));
    return { ...this.plan, kernels: this.options.rows ? groupSmallMaps(kernels) : kernels };
  }

  #add(kernel: Kernel): void {
    const inputs = kernelInputs(kernel);
    const producers = new Set<Unit>();
    for (const buffer of inputs) {
      const producer = this.#producers.get(buffer);
      if (producer !== undefined) producers.add(current(producer));
    }
    if (kernel.kind === "equation" && kernel.eqn.primitive.traits.effect?.(kernel.eqn.params)) {
      if (this.#lastEffect !== undefined) producers.add(this.#lastEffect);
    }
    const isFusible = kernel.kind === "elementwise" || kernel.kind === "reduce";
    const frame = isFusible && this.options.rows ? frameOf(kernel) : undefined;
    let unit: Unit = {
      kernels: [kernel],
      frame,
      level: 1 + Math.max(0, ...[...producers].map(({ level }) => level)),
      size: exprNodes(...kernelExprs(kernel)).size,
      buffers: new Set([...inputs, ...kernelOutputs(kernel)]),
      producers,
      readers: new Set(),
      mergedInto: undefined,
    };
    this.#units.push(unit);
    for (const producer of producers) producer.readers.add(unit);
    for (const buffer of kernelOutputs(kernel)) this.#producers.set(buffer, unit);
    if (kernel.kind === "equation" && kernel.eqn.primitive.traits.effect?.(kernel.eqn.params)) this.#lastEffect = unit;
    if (kernel.kind === "elementwise" && this.#addEpilogue(unit, kernel)) return;
    if (frame === undefined || !isFusible) return;
    const keys = this.#readerKeys(kernel, frame);
    const candidates = [...producers, ...keys.map((key) => this.#lastReaders.get(key))];
    for (const candidate of candidates) {
      if (candidate === undefined) continue;
      const other = current(candidate);
      unit = current(unit);
      if (other !== unit) this.#tryMerge(other, unit);
    }
    for (const key of keys) this.#lastReaders.set(key, current(unit));
  }

  /** A key for each buffer that the kernel walks from end to end: kernels that do so in the same space have it, too. */
  #readerKeys(kernel: Fusible, frame: Frame): readonly string[] {
    const whole = ownAccess(frame.full, frame.full.length);
    return kernelLoads(kernel).flatMap(({ buffer, access }) => {
      const { offset, strides } = compact(access, spaceOf(kernel));
      return offset === 0 && isSame(strides, whole.strides) ? [`${buffer}:${frame.full}`] : [];
    });
  }

  #tryMerge(one: Unit, other: Unit): void {
    const [first, second] = one.level <= other.level ? [one, other] : [other, one];
    if (first.frame === undefined || second.frame === undefined) return;
    if (first.size + second.size > LARGEST) return;
    const frame = commonFrame(first.frame, second.frame);
    if (frame === undefined || !this.#isWalkedAlike(first, second, frame)) return;
    const level = commonLevel(first, second);
    if (level === undefined) return;
    if (new Set([...first.buffers, ...second.buffers]).size > MOST_BUFFERS) return;
    merge(first, second, level).frame = frame;
  }

  /** Whether one unit reads what the other computes element by element, or row by row. */
  #isWalkedAlike(first: Unit, second: Unit, frame: Frame): boolean {
    const rank = frame.full.length;
    const rows = rowsOf(frame);
    const shapes = new Map<BufferId, "row" | "element">();
    for (const kernel of fusibleKernels(first)) {
      shapes.set(kernel.out, kernel.kind === "reduce" || isRowMap(kernel, frame) ? "row" : "element");
    }
    let depends = false;
    for (const kernel of fusibleKernels(second)) {
      const ofRow = isRowMap(kernel, frame);
      for (const { buffer, access } of kernelLoads(kernel)) {
        const shape = shapes.get(buffer);
        if (shape === undefined) continue;
        if (ofRow && shape === "element") return false;
        const expected = ownAccess(shape === "row" ? rows : frame.full, ofRow ? rows.length : rank);
        const found = compact(access, spaceOf(kernel));
        if (found.offset !== 0 || !isSame(found.strides, expected.strides)) return false;
        depends = true;
      }
    }
    // A map of the rows is worth a place in the kernel only where it saves a walk of its own over what was just reduced.
    const isOfRows = fusibleKernels(second).every((kernel) => isRowMap(kernel, frame));
    return depends || !isOfRows;
  }

  /** Has a contraction, or a reduction that stays alone, compute what a map makes of its result, if nobody else reads it. */
  #addEpilogue(unit: Unit, kernel: Kernel & { readonly kind: "elementwise" }): boolean {
    for (const producer of unit.producers) {
      const [source] = producer.kernels;
      if (source === undefined || producer.kernels.length > 1 || producer.frame !== undefined) continue;
      if (source.kind !== "contraction" && source.kind !== "reduce") continue;
      if (!(source.kind === "contraction" ? this.options.epilogues : this.options.rows)) continue;
      if (source.epilogue !== undefined || this.#readCounts.get(source.out) !== 1) continue;
      const fused = withEpilogue(source, kernel);
      const level = fused && commonLevel(producer, unit);
      if (fused === undefined || level === undefined) continue;
      merge(producer, unit, level).kernels = [fused];
      return true;
    }
    return false;
  }

  /** How often each buffer is read by the kernels of a unit. */
  #readsWithin(unit: Unit): ReadonlyMap<BufferId, number> {
    const counts = new Map<BufferId, number>();
    for (const kernel of unit.kernels) {
      for (const buffer of kernelInputs(kernel)) counts.set(buffer, (counts.get(buffer) ?? 0) + 1);
    }
    return counts;
  }

  #kernelOf(unit: Unit): Kernel {
    const [first] = unit.kernels as readonly [Kernel];
    if (unit.frame === undefined || unit.kernels.length === 1) return first;
    const within = this.#readsWithin(unit);
    const isRead = (buffer: BufferId) => (this.#readCounts.get(buffer) ?? 0) > (within.get(buffer) ?? 0);
    return fusedKernel(fusibleKernels(unit), unit.frame, this.plan.buffers, isRead);
  }
}

/** Units in an order in which each comes after what it reads: where its last kernel was, or before, where it is read earlier. */
function inOrder(units: readonly Unit[]): readonly Unit[] {
  const last = new Map<Unit, number>();
  units.forEach((unit, i) => last.set(current(unit), i));
  const ordered = new Set<Unit>();
  const add = (unit: Unit): void => {
    if (ordered.has(unit)) return;
    for (const producer of others(unit.producers, [unit])) add(producer);
    ordered.add(unit);
  };
  units.forEach((unit, i) => {
    const found = current(unit);
    if (last.get(found) === i) add(found);
  });
  return [...ordered];
}
