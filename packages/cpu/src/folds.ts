import * as combinations from "./combinations.js";

/** The loops of a reduction, over doubles. */
export interface Fold {
  /** The combination of `before` with `n` neighbours from `start` on. */
  readonly row: (before: number, x: Float64Array, start: number, n: number) => number;
  /** `into[i] = into[i] ∘ x[start + i]` for `n` elements from `at` on. */
  readonly column: (into: Float64Array, at: number, x: Float64Array, start: number, n: number) => void;
}

/** Any operation as loops. */
function loops(f: (a: number, b: number) => number): Fold {
  return {
    row(before, x, start, n) {
      let total = before;
      for (let i = start; i < start + n; i++) total = f(total, x[i]!);
      return total;
    },
    column(into, at, x, start, n) {
      for (let i = 0; i < n; i++) into[at + i] = f(into[at + i]!, x[start + i]!);
    },
  };
}

// The most common ones, which cost less than a call.

/** Four sums side by side: faster, and the rounding errors of each grow with a quarter of the length. */
const sum: Fold = {
  row(before, x, start, n) {
    let a = before;
    let b = 0;
    let c = 0;
    let d = 0;
    const end = start + n;
    let i = start;
    for (; i + 3 < end; i += 4) {
      a += x[i]!;
      b += x[i + 1]!;
      c += x[i + 2]!;
      d += x[i + 3]!;
    }
    for (; i < end; i++) a += x[i]!;
    return a + b + (c + d);
  },
  column(into, at, x, start, n) {
    for (let i = 0; i < n; i++) into[at + i] = into[at + i]! + x[start + i]!;
  },
};

const greatest: Fold = {
  row(before, x, start, n) {
    let found = before;
    for (let i = start; i < start + n; i++) found = Math.max(found, x[i]!);
    return found;
  },
  column(into, at, x, start, n) {
    for (let i = 0; i < n; i++) into[at + i] = Math.max(into[at + i]!, x[start + i]!);
  },
};

const special = new Map<(a: number, b: number) => number, Fold>([
  [combinations.sum.real, sum],
  [combinations.greatest.real, greatest],
]);

/** The loops of an operation. */
export function foldOf(f: combinations.Combination["real"]): Fold {
  return special.get(f) ?? loops(f);
}
