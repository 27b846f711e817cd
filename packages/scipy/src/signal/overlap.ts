/** Which part of a convolution to return: all overlaps, as many as the first input has in their middle, or complete overlaps only. */
export type ConvolveMode = "full" | "same" | "valid";

/** A part of an axis of a full convolution. */
export interface Overlap {
  readonly start: number;
  readonly size: number;
}

/**
 * The parts of a full convolution, for each axis, that a mode asks for. Throws a `TypeError` that names the function for an unknown
 * mode, for inputs of different ranks, for empty ones, and in mode "valid" if neither input covers the other.
 */
export function overlapsOf(
  name: string,
  mode: ConvolveMode,
  first: readonly number[],
  second: readonly number[],
): readonly Overlap[] {
  const shapes = `[${first.join(", ")}] and [${second.join(", ")}]`;
  if (first.length !== second.length) {
    throw new TypeError(`${name}: both inputs must have the same number of axes, found the shapes ${shapes}`);
  }
  if (first.includes(0) || second.includes(0))
    throw new TypeError(`${name}: an input is empty; the shapes are ${shapes}`);
  const pairs = first.map((n, axis) => [n, second[axis] as number] as const);
  if (mode === "full") return pairs.map(([n, m]) => ({ start: 0, size: n + m - 1 }));
  if (mode === "same") return pairs.map(([n, m]) => ({ start: Math.floor((m - 1) / 2), size: n }));
  if (mode !== "valid")
    throw new TypeError(`${name}: the mode is "full", "same" or "valid", found ${JSON.stringify(mode)}`);
  if (!pairs.every(([n, m]) => n >= m) && !pairs.every(([n, m]) => n <= m)) {
    throw new TypeError(
      `${name}: in mode "valid" one input must be at least as large as the other along every axis; the shapes are ${shapes}`,
    );
  }
  return pairs.map(([n, m]) => ({ start: Math.min(n, m) - 1, size: Math.abs(n - m) + 1 }));
}
