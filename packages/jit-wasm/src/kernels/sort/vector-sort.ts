import {
  type Expr,
  type FunctionBuilder,
  i32,
  i32x4,
  type SharedFunctions,
  select,
  v128,
} from "../../assembler/index.js";
import type { Vector } from "../../emit/vector-types.js";

type Scalar = Expr<"i32">;
type Pair = readonly [low: Vector, high: Vector];

/** Keys that vectors sort at once; rows are filled up to multiples of it with the greatest key. */
export const RUN = 16;

const RUN_BYTES = 4 * RUN;

const reversed = (x: Vector): Vector => i32x4.shuffle(x, x, [3, 2, 1, 0]);

/** The lesser and the greater of each lane. */
function exchange(f: FunctionBuilder, x: Vector, y: Vector): Pair {
  const [a, b] = [f.let(x), f.let(y)];
  return [f.let(i32x4.minU(a, b)), f.let(i32x4.maxU(a, b))];
}

/** Sorts two vectors that rise and then fall, or the other way round, each by itself (Batcher's bitonic sorter, 1968). */
function sortBitonic(f: FunctionBuilder, [x, y]: Pair): Pair {
  const [a, b] = exchange(f, i32x4.shuffle(x, y, [0, 1, 4, 5]), i32x4.shuffle(x, y, [2, 3, 6, 7]));
  const [c, d] = exchange(f, i32x4.shuffle(a, b, [0, 4, 2, 6]), i32x4.shuffle(a, b, [1, 5, 3, 7]));
  return [f.let(i32x4.shuffle(c, d, [0, 4, 1, 5])), f.let(i32x4.shuffle(c, d, [2, 6, 3, 7]))];
}

/** Two sorted vectors as one sorted sequence. */
function mergeVectors(f: FunctionBuilder, x: Vector, y: Vector): Pair {
  return sortBitonic(f, exchange(f, x, reversed(y)));
}

/** Sorts a run in place: its columns, then pairs of columns, then both halves. */
function sortRun(f: FunctionBuilder, at: Scalar): void {
  const x = [0, 1, 2, 3].map((i) => f.let(v128.load(at, { offset: 16 * i })));
  for (const [i, j] of [
    [0, 1],
    [2, 3],
    [0, 2],
    [1, 3],
    [1, 2],
  ] as const) {
    const [low, high] = exchange(f, x[i]!, x[j]!);
    f.set(x[i]!, low);
    f.set(x[j]!, high);
  }
  const interleave = (a: Vector, b: Vector): Pair => [
    f.let(i32x4.shuffle(a, b, [0, 4, 1, 5])),
    f.let(i32x4.shuffle(a, b, [2, 6, 3, 7])),
  ];
  const [low, high] = [interleave(x[0]!, x[1]!), interleave(x[2]!, x[3]!)];
  const [[a0, a1], [b0, b1]] = [0, 1].map((half) => {
    const columns = [
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ].map((lanes) => f.let(i32x4.shuffle(low[half]!, high[half]!, lanes)));
    return mergeVectors(f, columns[0]!, columns[1]!);
  }) as [Pair, Pair];
  const [l0, h0] = exchange(f, a0, reversed(b1));
  const [l1, h1] = exchange(f, a1, reversed(b0));
  const sorted = [...sortBitonic(f, exchange(f, l0, l1)), ...sortBitonic(f, exchange(f, h0, h1))];
  sorted.forEach((vector, i) => f.do(v128.store(at, vector, { offset: 16 * i })));
}

/** The function that merges two sorted sequences of whole vectors: from `left` to `middle`, and from there to `end`. */
function mergeRuns(functions: SharedFunctions) {
  const parameters = { left: "i32", middle: "i32", end: "i32", to: "i32" } as const;
  return functions.get("sort.mergeVectors", parameters, "none", (f, { left, middle, end, to }) => {
    const right = f.let(i32.add(middle, i32.const(16)));
    const last = f.let(i32.add(to, i32.sub(i32.sub(end, left), i32.const(16))));
    const held = f.let(v128.load(left));
    const next = f.let(v128.load(middle));
    f.set(left, i32.add(left, i32.const(16)));
    f.loop((again) => {
      const [low, high] = mergeVectors(f, held, next);
      f.do(v128.store(to, low));
      f.set(held, high);
      f.set(to, i32.add(to, i32.const(16)));
      // The next vector is of the sequence that goes on with the lesser key. At the end of both it is of no account.
      const isLess = i32.and(i32.ltU(i32.load(right), i32.load(left)), i32.ltU(right, end));
      const takes = f.let(i32.shl(i32.or(isLess, i32.geU(left, middle)), i32.const(4)));
      f.set(next, v128.load(select(takes, right, left)));
      f.set(right, i32.add(right, takes));
      f.set(left, i32.add(left, i32.sub(i32.const(16), takes)));
      f.brIf(again, i32.ltU(to, last));
    });
    f.do(v128.store(to, held));
  });
}

/**
 * The function that sorts `size` bytes of keys at `a`, whole runs of them, with as much room at `b`; it returns where they
 * are then. Vectors are sorted and merged without branches that depend on the keys (Chhugani et al., "Efficient
 * implementation of sorting on multi-core SIMD CPU architecture", 2008).
 */
export function vectorSort(functions: SharedFunctions) {
  const merging = mergeRuns(functions);
  return functions.get("sort.vectors", { a: "i32", b: "i32", size: "i32" }, "i32", (f, { a, b, size }) => {
    f.for({ from: i32.const(0), to: size, step: RUN_BYTES }, (run) => sortRun(f, f.let(i32.add(a, run))));
    const width = f.let(i32.const(RUN_BYTES));
    f.while(
      () => i32.ltU(width, size),
      () => {
        const end = f.let(i32.add(a, size));
        const [from, to] = [f.let(a), f.let(b)];
        f.while(
          () => i32.ltU(from, end),
          () => {
            const middle = f.let(i32.add(from, width));
            const limit = f.let(i32.add(middle, width));
            f.if(i32.gtU(limit, end), () => f.set(limit, end));
            const length = f.let(i32.sub(limit, from));
            f.if(
              i32.ltU(middle, end),
              () => f.call(merging, { left: from, middle, end: limit, to }),
              () => {
                f.for({ from: i32.const(0), to: length, step: 16 }, (i) => {
                  f.do(v128.store(i32.add(to, i), v128.load(i32.add(from, i))));
                });
              },
            );
            f.set(to, i32.add(to, length));
            f.set(from, limit);
          },
        );
        const sorted = f.let(b);
        f.set(b, a);
        f.set(a, sorted);
        f.set(width, i32.shl(width, i32.const(1)));
      },
    );
    return a;
  });
}
