/** Two lists merged: the next of the first where the mask is true, the next of the second elsewhere. */
export function merge<T>(mask: readonly boolean[], whereTrue: readonly T[], whereFalse: readonly T[]): readonly T[] {
  let t = 0;
  let f = 0;
  return mask.map((bit) => (bit ? whereTrue[t++] : whereFalse[f++]) as T);
}

export function only<T>(list: readonly T[], mask: readonly boolean[]): readonly T[] {
  return list.filter((_, i) => mask[i]);
}

export function except<T>(list: readonly T[], mask: readonly boolean[]): readonly T[] {
  return list.filter((_, i) => !mask[i]);
}

/** The mask that is true where one of the masks is. */
export function union(masks: readonly (readonly boolean[])[]): readonly boolean[] {
  return (masks[0] ?? []).map((_, i) => masks.some((mask) => mask[i]));
}

export function count(mask: readonly boolean[]): number {
  return mask.filter(Boolean).length;
}

/** `n` numbers from `start`. */
export function range(start: number, n: number): readonly number[] {
  return Array.from({ length: n }, (_, i) => start + i);
}

/**
 * Repeats a step that maps a mask to a greater one until it stays: which parts of a loop's state have a tangent, or are
 * unknown, given that the loop hands them on.
 */
export function fixpoint<T>(
  start: readonly boolean[],
  step: (mask: readonly boolean[]) => readonly [after: readonly boolean[], result: T],
): readonly [mask: readonly boolean[], result: T] {
  let mask = start;
  for (;;) {
    const [after, result] = step(mask);
    if (count(after) === count(mask)) return [mask, result];
    mask = after;
  }
}
