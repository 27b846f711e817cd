/** Whether the element at one place comes before the one at another. */
export type Before = (i: number, j: number) => boolean;

/** The places 0 to n − 1 in an order; those of which neither comes before the other stay as they are. A merge sort. */
export function sortedPlaces(n: number, before: Before): Uint32Array {
  let from = new Uint32Array(n);
  let to = new Uint32Array(n);
  for (let i = 0; i < n; i++) from[i] = i;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(start + 2 * width, n);
      let [left, right] = [start, middle];
      for (let at = start; at < end; at++) {
        const takeRight = left >= middle || (right < end && before(from[right]!, from[left]!));
        to[at] = from[takeRight ? right++ : left++]!;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Ascending with NaN last; 0 and −0 are equal, and so are all NaNs. */
export function ascending(a: number | bigint, b: number | bigint): boolean {
  // biome-ignore lint/suspicious/noSelfCompare: it tells NaN, for bigints too
  return a < b || (b !== b && a === a);
}

/** Descending with NaN first, and 0 before −0. */
export function descending(a: number | bigint, b: number | bigint): boolean {
  // biome-ignore lint/suspicious/noSelfCompare: it tells NaN, for bigints too
  return a > b || (a !== a && b === b) || (a === 0 && Object.is(b, -0) && !Object.is(a, -0));
}
