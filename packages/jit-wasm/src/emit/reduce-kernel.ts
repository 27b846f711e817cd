import { sizeOf } from "@hyrax/core";
import { exprNodes, type Expr as KernelExpr, type ReduceKernel, type RowKernel, reducesAcross } from "@hyrax/jit";
import { type Expr, type FunctionBuilder, i32, type Local } from "../assembler/index.js";
import { accumulatorOf, BLOCK } from "./accumulator.js";
import { elementCost, unrollOf } from "./cost.js";
import { emitExpressions, laneDType } from "./expression.js";
import { withInlinedMath } from "./inline-math.js";
import type { KernelContext } from "./kernel-context.js";
import { loopNest } from "./loop-nest.js";
import { emitRows } from "./row-kernel.js";
import { sharedSpace } from "./shared-rows.js";
import { Streams } from "./streams.js";
import type { Value } from "./vector-types.js";
import { constantNodes, walk } from "./walk.js";

type Scalar = Expr<"i32">;

/**
 * Writes `out[i] = reducer over j of expr(i, j)`.
 *
 * Where the elements that a result reduces follow each other, the lanes share them and are combined at the end. Where
 * they do not, but the results' first elements do, each lane makes a result of its own.
 */
export function emitReduce(context: KernelContext, kernel: ReduceKernel): void {
  if (sizeOf(kernel.space) === 0) return;
  if (reducesAcross(kernel)) emitColumns(context, kernel);
  else emitRows(context, asRows(kernel));
}

/** A reduction as the row kernel that it is. */
function asRows(kernel: ReduceKernel): RowKernel {
  const { space, reduced, reducer, expr, out } = kernel;
  return {
    kind: "rows",
    space,
    row: reduced,
    sweeps: [{ reductions: [{ index: 0, reducer, expr }], stores: [] }],
    rowStores: [{ expr: resultOf(kernel), out }],
  };
}

function resultOf({ expr, epilogue }: ReduceKernel): KernelExpr {
  return epilogue ?? { kind: "result", dtype: expr.dtype, index: 0 };
}

/** Results side by side, some vectors of them at a time, down all that they reduce. */
function emitColumns(context: KernelContext, kernel: ReduceKernel): void {
  const { space, reduced, expr, out } = kernel;
  const store = { expr: resultOf(kernel), out };
  const streams = new Streams([...space, ...reduced], [expr, store.expr], [], [store], space);
  const down = streams.merged(space.length, space.length + reduced.length);
  const cost = sizeOf(reduced) * elementCost([expr]);
  sharedSpace(context, streams, streams.merged(0, space.length), cost, (outer, range, starts, steps) => {
    const inner = withInlinedMath(outer);
    const still = constantNodes([expr], (leaf) => streams.isStill(leaf, down.strides));
    walk(inner.f, range, starts, steps, unrollOf([expr]), (stands) => {
      const knowns = stands.map((stand) => {
        const known = new Map<KernelExpr, Value>();
        emitExpressions(inner, still, streams.positions(stand, steps), known);
        return known;
      });
      const long = sizeOf(reduced) > 2 * BLOCK;
      const accumulators = stands.map(() => accumulatorOf(inner, kernel.reducer, laneDType(expr.dtype), long));
      for (const accumulator of accumulators) accumulator.start();
      const step = (at: readonly Scalar[]): void => {
        const values = stands.map((stand, i) => {
          const positions = streams.positions({ ...stand, at }, steps);
          return emitExpressions(inner, [expr], positions, new Map(knowns[i]!))[0]!;
        });
        accumulators.forEach((accumulator, i) => accumulator.add([values[i]!]));
      };
      const flush = () => accumulators.forEach((accumulator) => accumulator.flush());
      if (!down.shape.includes(0)) {
        const { shape, strides } = down;
        const upper = strides.map((list) => list.slice(0, -1));
        const last = strides.map((list) => list.at(-1) ?? 0);
        loopNest(inner.f, shape.slice(0, -1), upper, stands[0]!.at, (at) => {
          inBlocks(inner.f, shape.at(-1) ?? 1, at, last, step, long ? flush : undefined);
        });
      }
      const sums = accumulators.map((accumulator) => accumulator.lanes().map((vector) => inner.f.let(vector)));
      stands.forEach((stand, i) => {
        const known = new Map<KernelExpr, Value>();
        for (const node of exprNodes(store.expr)) if (node.kind === "result") known.set(node, sums[i]!);
        const positions = streams.positions(stand, steps);
        streams.store(inner, store, emitExpressions(inner, [store.expr], positions, known)[0]!, stand);
      });
    });
  });
}

/** A loop over an axis; `flush` is called after every so many steps. */
function inBlocks(
  f: FunctionBuilder,
  length: number,
  starts: readonly Scalar[],
  steps: readonly number[],
  body: (at: readonly Scalar[]) => void,
  flush: (() => void) | undefined,
): void {
  const at = starts.map((start, k): Scalar => (steps[k] === 0 ? start : f.let(start)));
  const step = (): void => {
    body(at);
    at.forEach((pointer, k) => {
      // Pointers that move were just made variables.
      if (steps[k] !== 0) f.set(pointer as Local<"i32">, i32.add(pointer, i32.const(steps[k]!)));
    });
  };
  if (flush === undefined) return f.for({ from: i32.const(0), to: i32.const(length) }, step);
  f.for({ from: i32.const(0), to: i32.const(length), step: BLOCK }, (first) => {
    const end = f.let(i32.add(first, i32.const(BLOCK)));
    f.if(i32.gtS(end, i32.const(length)), () => f.set(end, i32.const(length)));
    f.for({ from: first, to: end }, step);
    flush();
  });
}
