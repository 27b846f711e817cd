/** A function without its types, for tests of what happens where a caller has none. */
export function untyped(f: unknown): (...args: readonly unknown[]) => unknown {
  return f as (...args: readonly unknown[]) => unknown; // only functions are passed
}
