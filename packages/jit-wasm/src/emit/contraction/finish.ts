import type { Expr as KernelExpr } from "@hyrax/jit";
import { exprNodes } from "@hyrax/jit";
import { type Expr, type FunctionBuilder, i32, v128 } from "../../assembler/index.js";
import type { VectorContext } from "../elementwise.js";
import { emitExpressions, laneDType, type Position, type Walker } from "../expression.js";
import type { KernelContext } from "../kernel-context.js";
import { type MergedSpace, plus } from "../loop-nest.js";
import { bytesOf, storeLane, storeVector } from "../vector-memory.js";
import { LANES, type Value } from "../vector-types.js";
import { indexOffsets, least } from "./index-offset.js";
import { lastStride, OUT, type Product } from "./product.js";
import type { Ring } from "./ring.js";

type Scalar = Expr<"i32">;

/** The accesses that are walked when sums are stored: the result, then the walkers of the epilogue. */
const finishedAccesses = ({ walkers }: Product): readonly number[] => [OUT, ...walkers.map((_, i) => OUT + 1 + i)];

/** Four sums as blocks hold them. */
export function loadSums(ring: Ring, address: Scalar, offset = 0): Value {
  const load = (at: number) => v128.load(address, { offset: offset + at });
  return ring.bytes === 4 ? [load(0)] : [load(0), load(16)];
}

/** Rows of a block of sums at `c`, from row `i` and column `j` of the result on. */
interface Block {
  readonly c: Scalar;
  readonly i: Scalar;
  readonly j: Scalar;
  readonly rows: Scalar;
  readonly columns: Scalar;
}

/** Writes the call that stores rows of a block. */
export type Finish = (f: FunctionBuilder, block: Block, starts: readonly Scalar[]) => void;

/** Stores rows of a block by a function of its own, so that it is optimised while the kernel runs. */
export function finisher(context: KernelContext, product: Product, cRow: number): Finish {
  const names = finishedAccesses(product).map((access) => `start${access}`);
  const parameters: Record<string, "i32"> = { c: "i32", i: "i32", j: "i32", rows: "i32", columns: "i32" };
  for (const name of names) parameters[name] = "i32";
  const store = context.functions.module.function("finish", parameters, "none", (f, p) => {
    const [c, i, j, rows, columns] = [p.c!, p.i!, p.j!, p.rows!, p.columns!];
    storeBlock(
      { ...context, f },
      product,
      cRow,
      { c, i, j, rows, columns },
      names.map((name) => p[name]!),
    );
  });
  return (f, block, starts) => {
    f.call(store, { ...block, ...Object.fromEntries(names.map((name, x) => [name, starts[x]!])) });
  };
}

/**
 * Stores sums row by row of a block, whose rows are `cRow` bytes apart. `starts` has where the result and the walkers stand at the first row and column of this batch index.
 */
function storeBlock(
  context: VectorContext,
  product: Product,
  cRow: number,
  block: Block,
  starts: readonly Scalar[],
): void {
  const { f } = context;
  const { ring, m, n } = product;
  const accesses = finishedAccesses(product);
  f.for({ from: i32.const(0), to: block.rows }, (row) => {
    const inRow = indexOffsets(f, m, accesses, f.let(i32.add(block.i, row))).map((offset, x) =>
      f.let(i32.add(starts[x]!, offset)),
    );
    const sums = f.let(i32.add(block.c, i32.mul(row, i32.const(cRow))));
    const column = f.let(i32.const(0));
    f.while(
      () => i32.ltS(column, block.columns),
      () => {
        const first = f.let(i32.add(block.j, column));
        const at = indexOffsets(f, n, accesses, first).map((offset, x) => f.let(i32.add(inRow[x]!, offset)));
        const run = runFrom(f, n, first, f.let(i32.sub(block.columns, column)));
        const from = f.let(i32.add(sums, i32.mul(column, i32.const(ring.bytes))));
        const whole = f.let(i32.and(run, i32.const(-LANES)));
        const rest = f.let(i32.add(from, i32.mul(whole, i32.const(ring.bytes))));
        f.for({ from, to: rest, step: LANES * ring.bytes }, (place) => {
          storeSums(context, product, loadSums(ring, place), n, at);
          at.forEach((local, x) => f.set(local, plus(local, LANES * lastStride(n, accesses[x]!))));
        });
        f.if(i32.ltU(whole, run), () => {
          storeSums(context, product, loadSums(ring, rest), n, at, f.let(i32.sub(run, whole)));
        });
        f.set(column, i32.add(column, run));
      },
    );
  });
}

/** How many columns from `first` on lie along one axis, of `most`. */
function runFrom(f: FunctionBuilder, { shape }: MergedSpace, first: Scalar, most: Scalar): Scalar {
  if (shape.length <= 1) return most;
  const inner = i32.const(shape.at(-1)!);
  return least(f, i32.sub(inner, i32.remU(first, inner)), most);
}

/** Stores four sums that follow each other along the last axis of `along`, or as many as there are left. */
export function storeSums(
  context: VectorContext,
  product: Product,
  sums: Value,
  along: MergedSpace,
  places: readonly Scalar[],
  remaining?: Scalar,
): void {
  const { f } = context;
  const value = finished(context, product, sums, along, places, remaining).map((vector) => f.let(vector));
  const dtype = laneDType(product.out.dtype);
  const step = lastStride(along, OUT);
  const [target] = places as [Scalar];
  const isDense = step === bytesOf(dtype);
  const all = () => {
    if (isDense) storeVector(f, dtype, target, value);
    else for (let lane = 0; lane < LANES; lane++) storeLane(f, dtype, plus(target, lane * step), value, lane);
  };
  if (remaining === undefined) {
    all();
    return;
  }
  f.if(i32.geS(remaining, i32.const(LANES)), all, () => {
    storeLane(f, dtype, target, value, 0);
    for (let lane = 1; lane < LANES - 1; lane++) {
      f.if(i32.gtS(remaining, i32.const(lane)), () => storeLane(f, dtype, plus(target, lane * step), value, lane));
    }
  });
}

/** What the epilogue makes of sums. */
function finished(
  context: VectorContext,
  { epilogue, walkers }: Product,
  sums: Value,
  along: MergedSpace,
  places: readonly Scalar[],
  remaining: Scalar | undefined,
): Value {
  if (epilogue === undefined) return sums;
  const positions = new Map<Walker, Position>(
    walkers.map((walker, i) => [
      walker,
      { at: places[i + 1]!, step: lastStride(along, OUT + 1 + i), ...(remaining && { remaining }) },
    ]),
  );
  const known = sums.map((vector) => context.f.let(vector));
  const results = [...exprNodes(epilogue)].filter((node) => node.kind === "result");
  const done = new Map<KernelExpr, Value>(results.map((node) => [node, known]));
  return emitExpressions(context, [epilogue], positions, done)[0]!;
}
