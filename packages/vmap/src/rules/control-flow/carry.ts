import { atFront, frontIfBatched } from "../../interpreters/axes.js";
import type { BatchAxis, Batched } from "../../interpreters/rule.js";

/** Inputs of an inner jaxpr: what is mapped has the mapped axis in front. */
export function inFront(inputs: readonly Batched[]): readonly Batched[] {
  return inputs.map(frontIfBatched);
}

/** The same, with everything mapped for which `mapped` is true. */
export function inFrontWhere(inputs: readonly Batched[], mapped: readonly boolean[], size: number): readonly Batched[] {
  return inputs.map((x, i) => (mapped[i] ? { value: atFront(x, size), axis: 0 } : x));
}

export function isMapped({ axis }: { readonly axis: BatchAxis }): boolean {
  return axis !== null;
}

export function axesOf(mapped: readonly boolean[]): readonly BatchAxis[] {
  return mapped.map((is) => (is ? 0 : null));
}

/**
 * Which parts of a loop's carry are mapped: those that start so, and those that a step makes so of them. `step` says
 * of a carry which parts are mapped after one step; it is asked until the answer is no news.
 */
export function mappedCarry(
  start: readonly boolean[],
  step: (carry: readonly boolean[]) => readonly boolean[],
): readonly boolean[] {
  const after = step(start);
  const joined = start.map((is, i) => is || after[i] === true);
  return joined.every((is, i) => is === start[i]) ? start : mappedCarry(joined, step);
}
