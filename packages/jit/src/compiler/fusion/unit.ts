import type { BufferId, Kernel } from "../kernel.js";
import type { Frame, Fusible } from "./frame.js";

/** Kernels that are to become one. Units are merged; what a unit has been merged into is found with `unitOf`. */
export interface Unit {
  /** In the order of the plan. */
  kernels: readonly Kernel[];
  /** Undefined for what is not fused with anything. */
  frame: Frame | undefined;
  /** Units are computed in an order in which these grow: what depends on a unit is of a higher level. */
  level: number;
  /** Nodes of all expressions, a measure of what is to be emitted. */
  size: number;
  /** All that the kernels read and write. */
  readonly buffers: Set<BufferId>;
  /** The units that compute what this one reads, and those that read what it computes. */
  readonly producers: Set<Unit>;
  readonly readers: Set<Unit>;
  mergedInto: Unit | undefined;
}

/** The unit that a unit has become. */
export function current(unit: Unit): Unit {
  let found = unit;
  while (found.mergedInto !== undefined) found = found.mergedInto;
  // Later questions take the short way.
  if (unit !== found) unit.mergedInto = found;
  return found;
}

/** The units of a set as they are now, without `self`. */
export function others(units: ReadonlySet<Unit>, self: readonly Unit[]): ReadonlySet<Unit> {
  const found = new Set<Unit>();
  for (const unit of units) found.add(current(unit));
  for (const unit of self) found.delete(unit);
  return found;
}

/**
 * The level of two units as one, `first` being the one that is computed earlier; undefined if something else has to run
 * between them. Levels tell: what depends on `first` is of a higher level than it.
 */
export function commonLevel(first: Unit, second: Unit): number | undefined {
  const needed = others(second.producers, [first, second]);
  let level = first.level;
  for (const producer of needed) level = Math.max(level, producer.level + 1);
  // What already reads `first` is of its level plus one at least: it may not have to be computed before what is needed.
  return level > first.level && hasOtherReaders(first, second) ? undefined : level;
}

function hasOtherReaders(unit: Unit, second: Unit): boolean {
  for (const reader of unit.readers) {
    const found = current(reader);
    if (found !== unit && found !== second) return true;
  }
  return false;
}

/** Makes one unit of two. */
export function merge(first: Unit, second: Unit, level: number): Unit {
  first.kernels = [...first.kernels, ...second.kernels];
  first.level = level;
  first.size += second.size;
  for (const buffer of second.buffers) first.buffers.add(buffer);
  for (const producer of second.producers) first.producers.add(producer);
  for (const reader of second.readers) first.readers.add(reader);
  second.mergedInto = first;
  for (const set of [first.producers, first.readers]) {
    const outside = others(set, [first]);
    set.clear();
    for (const unit of outside) set.add(unit);
  }
  return first;
}

/** The kernels of a unit that fuses: it was made of maps and reductions alone. */
export function fusibleKernels(unit: Unit): readonly Fusible[] {
  return unit.kernels as readonly Fusible[];
}
