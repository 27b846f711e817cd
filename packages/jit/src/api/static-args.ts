/** Options that name arguments by position. */
export type ArgNumbers = number | readonly number[];

/** Positions as a set, with negative ones counted from the end. Throws a `TypeError` for one that is out of range. */
export function argNumbers(
  name: string,
  option: string,
  numbers: ArgNumbers | undefined,
  count: number,
): ReadonlySet<number> {
  if (numbers === undefined) return none;
  const list = typeof numbers === "number" ? [numbers] : numbers;
  if (!Array.isArray(list))
    throw new TypeError(`${name}: ${option} must be an integer or a list, found ${String(numbers)}`);
  return new Set(
    list.map((n) => {
      const position = n < 0 ? n + count : n;
      if (!Number.isInteger(n) || position < 0 || position >= count) {
        throw new TypeError(`${name}: ${option} names the argument ${n}, but the function was called with ${count}`);
      }
      return position;
    }),
  );
}

const none: ReadonlySet<number> = new Set();
