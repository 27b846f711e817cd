import { sizeOf } from "@hyrax/core";
import type { GroupKernel, Expr as KernelExpr, MapKernel, MapsKernel, Store } from "@hyrax/jit";
import { type Expr, i32, type Local } from "../assembler/index.js";
import { elementCost, unrollOf } from "./cost.js";
import { emitExpressions, unitOf, type Walker } from "./expression.js";
import { withInlinedMath } from "./inline-math.js";
import type { KernelContext } from "./kernel-context.js";
import { plus } from "./loop-nest.js";
import { grainOf, sharedSpace, WORTHWHILE } from "./shared-rows.js";
import { Streams } from "./streams.js";
import { emitTiles, transposedAxis } from "./tiled-map.js";
import type { Value } from "./vector-types.js";
import { constantNodes, type Range, walk } from "./walk.js";

type Scalar = Expr<"i32">;

/** Writes `out[i] = expr(i)`, for one result or for several at once. */
export function emitMap(context: KernelContext, kernel: MapKernel | MapsKernel): void {
  const { space } = kernel;
  if (sizeOf(space) === 0) return;
  const map = mapOf(kernel);
  const { streams, exprs, stores } = map;
  const merged = streams.merged(0, space.length);
  const axis = transposedAxis(streams, exprs, merged);
  if (axis >= 0) return emitTiles(context, streams, stores, merged, axis);
  sharedSpace(context, streams, merged, map.cost, (inner, range, at, steps) => {
    emitRange(withInlinedMath(inner), map, range, at, steps);
  });
}

/** Writes several maps that threads share as one: pieces of the first, then of the second, and so on. */
export function emitGroup(context: KernelContext, { kernels }: GroupKernel): void {
  const maps = kernels.filter(({ space }) => sizeOf(space) > 0);
  const costs = maps.map((kernel) => mapOf(kernel).cost * sizeOf(kernel.space));
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  if (total < 2 * WORTHWHILE) {
    for (const kernel of maps) emitMap(context, kernel);
    return;
  }
  const counts = maps.map(({ space }) => Math.ceil(sizeOf(space) / PIECE));
  const count = counts.reduce((sum, pieces) => sum + pieces, 0);
  context.parallel({ count, grain: grainOf(total / count) }, (inner, begin, end) => {
    const { f } = inner;
    let first = 0;
    maps.forEach((kernel, i) => {
      const length = sizeOf(kernel.space);
      const clamped = (piece: Scalar): Local<"i32"> => {
        const element = f.let(i32.mul(i32.sub(piece, i32.const(first)), i32.const(PIECE)));
        f.if(i32.ltS(element, i32.const(0)), () => f.set(element, i32.const(0)));
        f.if(i32.gtS(element, i32.const(length)), () => f.set(element, i32.const(length)));
        return element;
      };
      const [from, to] = [clamped(begin), clamped(end)];
      first += counts[i]!;
      f.if(i32.ltS(from, to), () => {
        const map = mapOf(kernel);
        // The planner groups maps of one axis alone, or of one element.
        const steps = map.streams.merged(0, kernel.space.length).strides.map((list) => list[0] ?? 0);
        const at = map.streams.starts(inner).map((start, k): Scalar => {
          return steps[k] === 0 ? start : f.let(i32.add(start, i32.mul(from, i32.const(steps[k]!))));
        });
        emitRange(withInlinedMath(inner), map, { from, to, length }, at, steps);
      });
    });
  });
}

/** Elements to a piece of a group. */
const PIECE = 4096;

interface MapCode {
  readonly streams: Streams;
  readonly exprs: readonly KernelExpr[];
  readonly stores: readonly Store[];
  /** What an element takes. */
  readonly cost: number;
}

function mapOf(kernel: MapKernel | MapsKernel): MapCode {
  const stores: readonly Store[] = kernel.kind === "maps" ? kernel.stores : [kernel];
  const exprs = stores.map(({ expr }) => expr);
  const streams = new Streams(kernel.space, exprs, stores);
  return { streams, exprs, stores, cost: elementCost(exprs) + 200 * stores.length };
}

/** Writes a walk along an axis, or part of it. What is the same for all of it is computed before. */
function emitRange(
  context: KernelContext,
  { streams, exprs, stores }: MapCode,
  range: Range,
  at: readonly Scalar[],
  steps: readonly number[],
): void {
  const still = constantNodes(exprs, (leaf) => streams.isStill(leaf, single(steps)));
  const known = new Map<KernelExpr, Value>();
  emitExpressions(context, still, streams.positions({ at, vector: 0 }, steps), known);
  walk(context.f, range, at, steps, unrollOf(exprs), (stands) => {
    for (const stand of stands) {
      const values = emitExpressions(context, exprs, streams.positions(stand, steps), new Map(known));
      stores.forEach((store, i) => streams.store(context, store, values[i]!, stand));
    }
  });
}

const single = (steps: readonly number[]) => steps.map((step) => [step]);

/** The address of a load's first element, or the number that an index starts from. */
export function startOf(context: KernelContext, walker: Walker): Scalar {
  const offset = walker.access.offset * unitOf(walker);
  return walker.kind === "load" ? plus(context.address(walker.buffer), offset) : i32.const(offset);
}
