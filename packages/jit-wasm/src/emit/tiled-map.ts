import { dtypeBytes, sizeOf } from "@hyrax/core";
import { exprNodes, type Expr as KernelExpr, type Store } from "@hyrax/jit";
import { type Expr, i32, i32x4, i64x2 } from "../assembler/index.js";
import { elementCost } from "./cost.js";
import { emitExpressions, laneDType, type Walker } from "./expression.js";
import type { KernelContext } from "./kernel-context.js";
import { loopNest, type MergedSpace, plus } from "./loop-nest.js";
import { grainOf } from "./shared-rows.js";
import type { Streams } from "./streams.js";
import { loadVector } from "./vector-memory.js";
import { LANES, laneKind, type Value, type Vector } from "./vector-types.js";

type Scalar = Expr<"i32">;

/** Elements of the walked axis that are gone through before the next rows: what they touch has to fit the nearest cache. */
const BLOCK = 16;
/** Rows to a piece: a cache line of float32. */
const PIECE = 16;

/**
 * The axis along which loads walk elements that follow each other, where along the last axis they take larger steps, as
 * those of a transposed array do; -1 if none does.
 */
export function transposedAxis(
  streams: Streams,
  exprs: readonly KernelExpr[],
  { shape, strides }: MergedSpace,
): number {
  const last = shape.length - 1;
  if (last < 1 || shape[last]! < LANES) return -1;
  const nodes = exprNodes(...exprs);
  if (nodes.size > 24) return -1;
  for (const node of nodes) {
    if (node.kind !== "load") continue;
    const steps = strides[streams.indexOf(node)]!;
    if (steps[last] === 0 || steps[last] === dtypeBytes(node.dtype)) continue;
    const axis = steps.indexOf(dtypeBytes(node.dtype));
    if (axis >= 0 && shape[axis]! >= LANES) return axis;
  }
  return -1;
}

/** Writes a map in tiles of four by four: transposed loads are read along `axis`, and turned round in registers. */
export function emitTiles(
  context: KernelContext,
  streams: Streams,
  stores: readonly Store[],
  { shape, strides }: MergedSpace,
  axis: number,
): void {
  const exprs = stores.map(({ expr }) => expr);
  const last = shape.length - 1;
  const [rows, columns] = [shape[axis]!, shape[last]!];
  const others = (list: readonly number[]) => list.filter((_, i) => i !== axis && i !== last);
  const down = strides.map((list) => list[axis]!);
  const along = strides.map((list) => list[last]!);
  const transposed = new Set<Walker>();
  for (const node of exprNodes(...exprs)) {
    if (node.kind !== "load") continue;
    const [step, own] = [along[streams.indexOf(node)]!, down[streams.indexOf(node)]!];
    const bytes = dtypeBytes(node.dtype);
    if (own === bytes && step !== 0 && step !== bytes) transposed.add(node);
  }
  const cost = elementCost(exprs) * PIECE * columns * sizeOf(others(shape));
  const pieces = { count: Math.ceil(rows / PIECE), grain: grainOf(cost) };
  context.parallel(pieces, (inner, begin, end) => {
    const { f } = inner;
    const from = f.let(i32.mul(begin, i32.const(PIECE)));
    const to = f.let(i32.mul(end, i32.const(PIECE)));
    f.if(i32.gtS(to, i32.const(rows)), () => f.set(to, i32.const(rows)));
    const tile = (at: readonly Scalar[], height: number, width: number) =>
      emitTile(inner, { streams, stores, exprs, down, along, transposed }, at, height, width);
    const moved = (at: readonly Scalar[], count: Scalar, steps: readonly number[]) =>
      at.map((pointer, k) =>
        steps[k] === 0 ? pointer : f.let(i32.add(pointer, i32.mul(count, i32.const(steps[k]!)))),
      );
    const strip = (at: readonly Scalar[], first: Scalar, height: number): void => {
      const whole = columns - (columns % LANES);
      const limit = f.let(i32.add(first, i32.const(BLOCK)));
      f.if(i32.gtS(limit, i32.const(whole)), () => f.set(limit, i32.const(whole)));
      f.for({ from: first, to: limit, step: LANES }, (column) => tile(moved(at, column, along), height, LANES));
      if (whole < columns) {
        f.if(i32.eq(limit, i32.const(whole)), () => {
          tile(moved(at, i32.const(whole), along), height, columns - whole);
        });
      }
    };
    loopNest(f, others(shape), strides.map(others), streams.starts(inner), (start) => {
      f.for({ from: i32.const(0), to: i32.const(columns), step: BLOCK }, (first) => {
        const wholeRows = f.let(i32.sub(to, i32.const(LANES - 1)));
        f.for({ from, to: wholeRows, step: LANES }, (row) => strip(moved(start, row, down), first, LANES));
        const rest = rows % LANES;
        if (rest === 0) return;
        f.if(i32.eq(to, i32.const(rows)), () => strip(moved(start, i32.const(rows - rest), down), first, rest));
      });
    });
  });
}

interface Tiling {
  readonly streams: Streams;
  readonly stores: readonly Store[];
  readonly exprs: readonly KernelExpr[];
  readonly down: readonly number[];
  readonly along: readonly number[];
  readonly transposed: ReadonlySet<Walker>;
}

function emitTile(
  context: KernelContext,
  { streams, stores, exprs, down, along, transposed }: Tiling,
  at: readonly Scalar[],
  height: number,
  width: number,
): void {
  const { f } = context;
  const turned = new Map<Walker, readonly Value[]>();
  for (const walker of transposed) {
    const k = streams.indexOf(walker);
    const dtype = laneDType(walker.dtype);
    // Columns beyond the last one are read as that one: their own addresses could lie outside the memory.
    const columns = [0, 1, 2, 3].map((j) =>
      loadVector(f, dtype, plus(at[k]!, Math.min(j, width - 1) * along[k]!)).map((vector) => f.let(vector)),
    );
    turned.set(
      walker,
      transpose(columns, laneKind(dtype) === "f64" || laneKind(dtype) === "i64").map((value) =>
        value.map((vector) => f.let(vector)),
      ),
    );
  }
  for (let row = 0; row < height; row++) {
    const stand = {
      at: at.map((pointer, k) => plus(pointer, row * down[k]!)),
      vector: 0,
      ...(width < LANES && { remaining: width }),
    };
    const known = new Map<KernelExpr, Value>([...turned].map(([walker, values]) => [walker, values[row]!]));
    const values = emitExpressions(context, exprs, streams.positions(stand, along), known);
    stores.forEach((store, i) => streams.store(context, store, values[i]!, stand));
  }
}

/** Four values as the four of which each has an element of every one. */
function transpose(values: readonly Value[], isWide: boolean): readonly Value[] {
  const [a, b, c, d] = values as readonly [Value, Value, Value, Value]; // Four, of as many vectors each.
  if (isWide) {
    const pairs = a.map((_, part) => part).filter((part) => part % 2 === 0);
    return [0, 1, 2, 3].map((row) =>
      pairs.flatMap((part) => {
        const at = part + (row >> 1);
        const lanes = [row & 1, (row & 1) + 2] as const;
        return [i64x2.shuffle(a[at]!, b[at]!, lanes), i64x2.shuffle(c[at]!, d[at]!, lanes)];
      }),
    );
  }
  const parts = a.map((_, part) => transposeLanes(a[part]!, b[part]!, c[part]!, d[part]!));
  return [0, 1, 2, 3].map((row) => parts.map((rows) => rows[row]!));
}

function transposeLanes(a: Vector, b: Vector, c: Vector, d: Vector): readonly Vector[] {
  const low = (x: Vector, y: Vector) => i32x4.shuffle(x, y, [0, 4, 1, 5]);
  const high = (x: Vector, y: Vector) => i32x4.shuffle(x, y, [2, 6, 3, 7]);
  return [low, high].flatMap((half) => [
    i32x4.shuffle(half(a, b), half(c, d), [0, 1, 4, 5]),
    i32x4.shuffle(half(a, b), half(c, d), [2, 3, 6, 7]),
  ]);
}
