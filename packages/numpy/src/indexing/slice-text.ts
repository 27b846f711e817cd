/** A slice of an axis: `length` elements from `start` in steps of `step`, up to `stop`, all of them within the axis. */
export interface AxisSlice {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly length: number;
}

const pattern = /^\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(-?\d+)?\s*)?$/;

/** Whether a text is a slice as Python writes it: `"1:-1"`, `":"`, `"::2"`. */
export function isSliceText(text: string): boolean {
  return pattern.test(text);
}

/**
 * What a slice as Python writes it takes of an axis of the given size. Bounds count from the end if negative, and are
 * cut to the axis. Throws a `TypeError` for a step of zero.
 * Source: Python's language reference, "Sequence types" (slices with a third step parameter).
 */
export function axisSlice(text: string, size: number): AxisSlice {
  const [, first, last, by] = pattern.exec(text) ?? [];
  const step = by === undefined ? 1 : Number(by);
  if (step === 0) throw new TypeError(`the slice "${text}" has a step of 0; a step is 1 or more, or −1 or less`);
  // Downwards, a slice may stop before element 0: −1 is a bound of its own there, not the last element.
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const bound = (given: string | undefined, missing: number) => {
    if (given === undefined) return missing;
    const index = Number(given);
    return Math.min(Math.max(index < 0 ? index + size : index, low), high);
  };
  const start = bound(first, step > 0 ? low : high);
  const stop = bound(last, step > 0 ? high : low);
  return { start, stop, step, length: Math.max(0, Math.ceil((stop - start) / step)) };
}
