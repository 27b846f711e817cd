import { sizeOf } from "@hyrax/core";
import { type Expr as KernelExpr, kernelExprs, type RowKernel, type Sweep } from "@hyrax/jit";
import { type Expr, i32x4, v128 } from "../assembler/index.js";
import { type Accumulator, accumulatorOf, BLOCK, neutralElement } from "./accumulator.js";
import { elementCost, unrollOf } from "./cost.js";
import { emitExpressions, laneDType } from "./expression.js";
import { withInlinedMath } from "./inline-math.js";
import type { KernelContext } from "./kernel-context.js";
import { spreadMask } from "./lanes.js";
import { loopNest, type MergedSpace } from "./loop-nest.js";
import { sharedRows } from "./shared-rows.js";
import { Streams } from "./streams.js";
import { LANES, type LaneDType, splatNumber, type Value } from "./vector-types.js";
import { constantNodes, walk, wholeAxis } from "./walk.js";

type Scalar = Expr<"i32">;

/** Rows of more elements than this are summed up in blocks. */
const LONG_ROW = 4 * LANES * BLOCK;

/** Writes, for each row, one walk along it after the other. What is the same for the whole row is computed before. */
export function emitRows(context: KernelContext, kernel: RowKernel): void {
  const { space, row, rowStores, sweeps } = kernel;
  if (sizeOf(space) === 0) return;
  const stores = sweeps.flatMap((sweep) => sweep.stores);
  const exprs = kernelExprs(kernel);
  const streams = new Streams([...space, ...row], exprs, stores, rowStores, space);
  const rows = streams.merged(0, space.length);
  const along = streams.merged(space.length, space.length + row.length);
  const cost = sizeOf(row) * elementCost(exprs);
  sharedRows(context, streams, rows, cost, (outer, at) => {
    const inner = withInlinedMath(outer);
    const known = new Map<KernelExpr, Value>();
    const results = new Map<number, Value>();
    const writer = new RowWriter(inner, kernel, streams, along, at, known, results);
    for (const sweep of sweeps) writer.sweep(sweep);
    writer.finish();
  });
}

class RowWriter {
  readonly #still: readonly number[];

  constructor(
    readonly context: KernelContext,
    readonly kernel: RowKernel,
    readonly streams: Streams,
    readonly along: MergedSpace,
    readonly at: readonly Scalar[],
    /** What is the same for the whole row. */
    readonly known: Map<KernelExpr, Value>,
    readonly results: Map<number, Value>,
  ) {
    this.#still = at.map(() => 0);
  }

  sweep({ reductions, stores }: Sweep): void {
    const { context, along } = this;
    const exprs = [...reductions, ...stores].map(({ expr }) => expr);
    this.#hoist(exprs);
    const long = sizeOf(this.kernel.row) > LONG_ROW;
    const accumulators = reductions.map(({ reducer, expr }): Accumulator => {
      const accumulator = accumulatorOf(context, reducer, laneDType(expr.dtype), long);
      accumulator.start();
      return accumulator;
    });
    const { shape, strides } = along;
    const [outer, length] = shape.length === 0 ? [[], 1] : [shape.slice(0, -1), shape.at(-1)!];
    const steps = strides.map((list) => list.at(-1) ?? 0);
    const outerStrides = strides.map((list) => list.slice(0, -1));
    const needsBlocks = long && reductions.some(({ reducer }) => reducer === "sum");
    const blocks = { length: BLOCK, end: () => accumulators.forEach((accumulator) => accumulator.flush()) };
    if (!shape.includes(0)) {
      loopNest(context.f, outer, outerStrides, this.at, (starts) => {
        walk(
          context.f,
          wholeAxis(length),
          starts,
          steps,
          unrollOf(exprs),
          (stands) => {
            const values = stands.map((stand) => {
              const positions = this.streams.positions(stand, steps);
              const computed = emitExpressions(context, exprs, positions, new Map(this.known));
              stores.forEach((store, i) => {
                this.streams.store(context, store, computed[reductions.length + i]!, stand);
              });
              return computed.slice(0, reductions.length).map((value, i) => {
                if (stand.remaining === undefined) return value;
                const { reducer, expr } = reductions[i]!;
                return masked(context, value, reducer, laneDType(expr.dtype), stand.remaining);
              });
            });
            accumulators.forEach((accumulator, i) => accumulator.add(values.map((value) => value[i]!)));
          },
          needsBlocks ? blocks : undefined,
        );
      });
    }
    reductions.forEach(({ index }, i) => {
      this.results.set(
        index,
        accumulators[i]!.total().map((vector) => context.f.let(vector)),
      );
    });
  }

  /** Writes what is stored once for the row. */
  finish(): void {
    const { kernel, streams, context } = this;
    const exprs = kernel.rowStores.map(({ expr }) => expr);
    this.#hoist(exprs);
    const stand = { at: this.at, vector: 0, remaining: 1 };
    const values = emitExpressions(context, exprs, streams.positions(stand, this.#still), this.known);
    kernel.rowStores.forEach((store, i) => streams.store(context, store, values[i]!, stand));
  }

  /** Computes what of expressions stands still along the row, in the function as it is now. */
  #hoist(exprs: readonly KernelExpr[]): void {
    const { along, streams, known, results } = this;
    const nodes = constantNodes(exprs, (leaf) => streams.isStill(leaf, along.strides));
    for (const node of nodes) if (node.kind === "result") known.set(node, results.get(node.index)!);
    const stand = { at: this.at, vector: 0 };
    const still = along.strides.map(() => 0);
    emitExpressions(this.context, nodes, streams.positions(stand, still), known);
  }
}

/** The first elements of a value, with elements that change nothing in place of the others. */
function masked(
  { f }: KernelContext,
  value: Value,
  reducer: Parameters<typeof neutralElement>[0],
  dtype: LaneDType,
  remaining: number,
): Value {
  const lanes = [0, 1, 2, 3].map((lane) => (lane < remaining ? -1 : 0)) as [number, number, number, number]; // Four.
  const masks = spreadMask(f, dtype, i32x4.const(...lanes));
  const identity = splatNumber(dtype, neutralElement(reducer, dtype));
  return value.map((vector, i) => f.let(v128.bitselect(vector, identity[i]!, masks[i]!)));
}
