import { Complex, Array as NDArray } from "@hyrax/core";

/**
 * Splits off the options that may follow a list of arguments. An object that is no array is options; where the list ends
 * without one, the options are empty.
 */
export function splitOptions<T, O extends object>(args: readonly (T | O)[]): readonly [args: readonly T[], options: O] {
  const last = args.at(-1);
  // What is an options object is decided here; the caller's signature says what it holds.
  if (isOptions(last)) return [args.slice(0, -1) as T[], last as O];
  return [args as readonly T[], {} as O];
}

function isOptions(value: unknown): boolean {
  if (typeof value !== "object" || value === null || value instanceof NDArray || value instanceof Complex) return false;
  return !Array.isArray(value) && !ArrayBuffer.isView(value);
}
