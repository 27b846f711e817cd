/** Options that name arguments by position. */
export type ArgNumbers = number | readonly number[];

/** Positions as a set, with negative ones counted from the end. Throws a `TypeError` for one that is out of range. */
export function argNumbers(option: string, numbers: ArgNumbers | undefined, count: number): ReadonlySet<number> {
  if (numbers === undefined) return none;
  const list = typeof numbers === "number" ? [numbers] : numbers;
  return new Set(
    list.map((n) => {
      const position = n < 0 ? n + count : n;
      if (!Number.isInteger(n) || position < 0 || position >= count) {
        throw new TypeError(`jit: ${option} names the argument ${n}, but the function was called with ${count}`);
      }
      return position;
    }),
  );
}

const none: ReadonlySet<number> = new Set();

/** Throws a `TypeError` for an option that does not exist: a misspelt one would be ignored silently. */
export function checkOptions(name: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key))
      throw new TypeError(`${name}: there is no option ${JSON.stringify(key)}; options are ${known.join(", ")}`);
  }
}
