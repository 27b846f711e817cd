import { weight } from "./inputs.js";

/** What a system tells of its result, so that nobody is fast by computing something else. */
export interface Checksum {
  readonly length: number;
  readonly sum: number;
  readonly weighted: number;
  readonly absolute: number;
  readonly squares: number;
}

/** How results are compared: by their values, or, where each system has random numbers of its own, by mean and variance alone. */
export type Check = { readonly tolerance: number } | "standard normal";

export function checksum(results: readonly ArrayLike<number>[]): Checksum {
  let [length, sum, weighted, absolute, squares] = [0, 0, 0, 0, 0];
  for (const elements of results) {
    for (let i = 0; i < elements.length; i++) {
      const x = elements[i] as number;
      sum += x;
      weighted += x * weight(length + i);
      absolute += Math.abs(x);
      squares += x * x;
    }
    length += elements.length;
  }
  return { length, sum, weighted, absolute, squares };
}

/** In what a result differs from another's; undefined if they agree. */
export function disagreement(found: Checksum, wanted: Checksum, check: Check): string | undefined {
  if (found.length !== wanted.length) return `${found.length} elements instead of ${wanted.length}`;
  if (check === "standard normal") {
    const [mean, variance] = [found.sum / found.length, found.squares / found.length];
    const isNormal = Math.abs(mean) < 0.01 && Math.abs(variance - 1) < 0.01;
    return isNormal ? undefined : `mean ${mean}, variance ${variance}`;
  }
  const allowed = check.tolerance * wanted.absolute;
  for (const part of ["sum", "weighted"] as const) {
    // Written so that a NaN disagrees.
    if (!(Math.abs(found[part] - wanted[part]) <= allowed)) return `${part} ${found[part]} instead of ${wanted[part]}`;
  }
  return undefined;
}
