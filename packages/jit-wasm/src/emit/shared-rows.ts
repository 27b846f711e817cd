import { sizeOf } from "@hyrax/core";
import { type Expr, i32, type Local } from "../assembler/index.js";
import type { KernelContext } from "./kernel-context.js";
import { loopNest, type MergedSpace } from "./loop-nest.js";
import type { Streams } from "./streams.js";
import { LANES } from "./vector-types.js";
import { type Range, wholeAxis } from "./walk.js";

type Scalar = Expr<"i32">;

/** Work of this many picoseconds is worth being handed to another thread. */
export const WORTHWHILE = 20_000_000;

/** How many pieces that take so many picoseconds each are worth another thread. */
export function grainOf(picoseconds: number): number {
  return Math.max(1, Math.ceil(WORTHWHILE / Math.max(1, picoseconds)));
}

/**
 * Writes loops over the rows of a space, which threads share along the longest of its axes. `cost` is what one row
 * takes, in picoseconds; `body` gets where the streams stand.
 */
export function sharedRows(
  context: KernelContext,
  streams: Streams,
  rows: MergedSpace,
  cost: number,
  body: (context: KernelContext, at: readonly Scalar[]) => void,
): void {
  const count = sizeOf(rows.shape);
  if (count === 1 || count * cost < 2 * WORTHWHILE) {
    loopNest(context.f, rows.shape, rows.strides, streams.starts(context), (at) => body(context, at));
    return;
  }
  const axis = rows.shape.indexOf(Math.max(...rows.shape));
  const length = rows.shape[axis]!;
  const without = <T>(list: readonly T[]): readonly T[] => list.filter((_, i) => i !== axis);
  const pieces = { count: length, grain: grainOf((cost * count) / length) };
  context.parallel(pieces, (inner, begin, end) => {
    const { f } = inner;
    const at = streams.starts(inner).map((start, k): Scalar => {
      const stride = rows.strides[k]![axis]!;
      return stride === 0 ? start : f.let(i32.add(start, i32.mul(begin, i32.const(stride))));
    });
    f.for({ from: begin, to: end }, () => {
      loopNest(f, without(rows.shape), rows.strides.map(without), at, (row) => body(inner, row));
      at.forEach((pointer, k) => {
        const stride = rows.strides[k]![axis]!;
        // Pointers that move were just made variables.
        if (stride !== 0) f.set(pointer as Local<"i32">, i32.add(pointer, i32.const(stride)));
      });
    });
  });
}

/** So many rows are enough for threads to share. */
const MANY_ROWS = 16;

/**
 * The same for spaces of which `body` walks the last axis: where there are few rows, but long ones, threads share these.
 * `cost` is what one element takes.
 */
export function sharedSpace(
  context: KernelContext,
  streams: Streams,
  { shape, strides }: MergedSpace,
  cost: number,
  body: (context: KernelContext, range: Range, at: readonly Scalar[], steps: readonly number[]) => void,
): void {
  const rows = { shape: shape.slice(0, -1), strides: strides.map((list) => list.slice(0, -1)) };
  const length = shape.at(-1) ?? 1;
  const steps = strides.map((list) => list.at(-1) ?? 0);
  const rowCount = sizeOf(rows.shape);
  // Whole cache lines of float32, and enough of them to be worth while.
  const piece = Math.ceil(WORTHWHILE / (4 * LANES * cost * rowCount)) * 4 * LANES;
  if (length < 2 * piece || Math.max(...rows.shape) >= MANY_ROWS) {
    sharedRows(context, streams, rows, cost * length, (inner, at) => body(inner, wholeAxis(length), at, steps));
    return;
  }
  context.parallel({ count: Math.ceil(length / piece), grain: 1 }, (inner, begin, end) => {
    const { f } = inner;
    const from = f.let(i32.mul(begin, i32.const(piece)));
    const to = f.let(i32.mul(end, i32.const(piece)));
    f.if(i32.gtS(to, i32.const(length)), () => f.set(to, i32.const(length)));
    const starts = streams.starts(inner).map((start, k) => {
      return steps[k] === 0 ? start : f.let(i32.add(start, i32.mul(from, i32.const(steps[k]!))));
    });
    loopNest(f, rows.shape, rows.strides, starts, (at) => body(inner, { from, to, length }, at, steps));
  });
}
