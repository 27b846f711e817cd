import { sizeOf } from "@hyrax/core";
import type { Expr as KernelExpr, MapKernel, MapsKernel, Store } from "@hyrax/jit";
import { type Expr, i32 } from "../assembler/index.js";
import { elementCost, unrollOf } from "./cost.js";
import { emitExpressions, unitOf, type Walker } from "./expression.js";
import { withInlinedMath } from "./inline-math.js";
import type { KernelContext } from "./kernel-context.js";
import { plus } from "./loop-nest.js";
import { sharedSpace } from "./shared-rows.js";
import { Streams } from "./streams.js";
import { emitTiles, transposedAxis } from "./tiled-map.js";
import type { Value } from "./vector-types.js";
import { constantNodes, walk } from "./walk.js";

type Scalar = Expr<"i32">;

/** Writes `out[i] = expr(i)`, for one result or for several at once. */
export function emitMap(context: KernelContext, kernel: MapKernel | MapsKernel): void {
  const { space } = kernel;
  if (sizeOf(space) === 0) return;
  const stores: readonly Store[] = kernel.kind === "maps" ? kernel.stores : [kernel];
  const exprs = stores.map(({ expr }) => expr);
  const streams = new Streams(space, exprs, stores);
  const merged = streams.merged(0, space.length);
  const axis = transposedAxis(streams, exprs, merged);
  if (axis >= 0) return emitTiles(context, streams, stores, merged, axis);
  const cost = elementCost(exprs) + 200 * stores.length;
  sharedSpace(context, streams, merged, cost, (outer, range, at, steps) => {
    const inner = withInlinedMath(outer);
    const still = constantNodes(exprs, (leaf) => streams.isStill(leaf, single(steps)));
    const known = new Map<KernelExpr, Value>();
    emitExpressions(inner, still, streams.positions({ at, vector: 0 }, steps), known);
    walk(inner.f, range, at, steps, unrollOf(exprs), (stands) => {
      for (const stand of stands) {
        const values = emitExpressions(inner, exprs, streams.positions(stand, steps), new Map(known));
        stores.forEach((store, i) => streams.store(inner, store, values[i]!, stand));
      }
    });
  });
}

const single = (steps: readonly number[]) => steps.map((step) => [step]);

/** The address of a load's first element, or the number that an index starts from. */
export function startOf(context: KernelContext, walker: Walker): Scalar {
  const offset = walker.access.offset * unitOf(walker);
  return walker.kind === "load" ? plus(context.address(walker.buffer), offset) : i32.const(offset);
}
