/** A function as a program without types calls it: the compiler would refuse what these tests pass. */
export function untyped(f: object): (...args: readonly unknown[]) => unknown {
  return f as (...args: readonly unknown[]) => unknown;
}
