import { sizeOf } from "@hyrax/core";
import { contiguous, type MapKernel } from "@hyrax/jit";
import { type Expr, i32 } from "../assembler/index.js";
import { emitExpression, laneDType, type Position, unitOf, type Walker, walkersOf } from "./expression.js";
import type { KernelContext } from "./kernel-context.js";
import { loopNest, mergeAxes, plus } from "./loop-nest.js";
import { bytesOf, storeVector } from "./vector-memory.js";
import { LANES } from "./vector-types.js";

type Scalar = Expr<"i32">;

/**
 * Writes `out[i] = expr(i)`: loops over all axes but the last, and along that one four elements at a time.
 *
 * The last vector of a row may write up to three elements past its end. They belong to the next row, which is written
 * afterwards, or to the room that every block has behind its last element.
 */
export function emitMap(context: KernelContext, { space, expr, out }: MapKernel): void {
  if (sizeOf(space) === 0) return;
  const { f } = context;
  const walkers = walkersOf(expr);
  const outBytes = bytesOf(laneDType(expr.dtype));
  const { shape, strides } = mergeAxes(space, [contiguous(space), ...walkers.map((walker) => walker.access)]);
  const [rows, length] = shape.length === 0 ? [[], 1] : [shape.slice(0, -1), shape.at(-1)!];
  const units = [outBytes, ...walkers.map(unitOf)];
  const scaled = strides.map((list, i) => list.map((stride) => stride * units[i]!));
  const starts = [context.address(out), ...walkers.map((walker) => startOf(context, walker))].map((start) =>
    f.let(start),
  );
  const steps = scaled.map((list) => list.at(-1) ?? 0);
  const outer = scaled.map((list) => list.slice(0, -1));

  loopNest(f, rows, outer, starts, (offsets) => {
    alongRow(context, length, offsets, steps, (at, remaining) => {
      const positions = new Map<Walker, Position>(
        walkers.map((walker, i) => [walker, { at: at[i + 1]!, step: steps[i + 1]!, ...(remaining && { remaining }) }]),
      );
      storeVector(f, laneDType(expr.dtype), at[0]!, emitExpression(context, expr, positions));
    });
  });
}

/** The address of a load's first element, or the number that an index starts from. */
export function startOf(context: KernelContext, walker: Walker): Scalar {
  const offset = walker.access.offset * unitOf(walker);
  return walker.kind === "load" ? plus(context.address(walker.buffer), offset) : i32.const(offset);
}

/**
 * Writes a loop along a row, a vector at a time. `body` gets where each walker stands, and the number of elements that
 * are left if that may be less than a vector.
 */
export function alongRow(
  { f }: KernelContext,
  length: number,
  starts: readonly Scalar[],
  steps: readonly number[],
  body: (at: readonly Scalar[], remaining: Scalar | undefined) => void,
): void {
  if (length <= LANES) {
    body(starts, length === LANES ? undefined : i32.const(length));
    return;
  }
  f.for({ from: i32.const(0), to: i32.const(length), step: LANES }, (i) => {
    const at = starts.map((start, k) => {
      const step = steps[k]!;
      if (step === 0) return start;
      return f.let(i32.add(start, step === 1 ? i : i32.mul(i, i32.const(step))));
    });
    body(at, length % LANES === 0 ? undefined : f.let(i32.sub(i32.const(length), i)));
  });
}
