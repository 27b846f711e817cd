/** One measured quantity. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "µs" | "ms" | "MB";
  /** What the project asks for; undefined where it only watches. */
  readonly bar?: number;
}

/** The median time of a call in microseconds: many rounds of a batch of calls, after warming up. */
export function callTime(run: () => unknown, { calls = 2000, rounds = 41 } = {}): number {
  for (let i = 0; i < calls; i++) run();
  return median(
    Array.from({ length: rounds }, () => {
      const start = performance.now();
      for (let i = 0; i < calls; i++) run();
      return ((performance.now() - start) / calls) * 1000;
    }),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
