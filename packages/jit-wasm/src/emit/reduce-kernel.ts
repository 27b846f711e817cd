import { type Shape, sizeOf } from "@hyrax/core";
import { type Access, contiguous, type ReduceKernel, type Reducer } from "@hyrax/jit";
import { type Expr, f32, f32x4, f64, f64x2, i32x4, v128 } from "../assembler/index.js";
import { emitExpression, laneDType, type Position, unitOf, type Walker, walkersOf } from "./expression.js";
import type { KernelContext } from "./kernel-context.js";
import { loopNest, mergeAxes } from "./loop-nest.js";
import { alongRow, startOf } from "./map-kernel.js";
import { bytesOf, storeLane, storeVector } from "./vector-memory.js";
import { LANES, splatNumber as splatValue, type Vector } from "./vector-types.js";

type Scalar = Expr<"i32">;

/** The dtypes that reductions are compiled for. */
type LaneDType = "float32" | "int32" | "uint32" | "bool";

const splatNumber = (dtype: LaneDType, value: number): Vector => splatValue(dtype, value)[0]!;

/**
 * Writes `out[i] = reducer over j of expr(i, j)`.
 *
 * Where the elements that a result reduces follow each other, the lanes share them and are combined at the end. Where
 * they do not, but the results' first elements do, each lane makes a result of its own.
 */
export function emitReduce(context: KernelContext, kernel: ReduceKernel): void {
  if (sizeOf(kernel.space) === 0) return;
  if (acrossRows(kernel)) emitColumns(context, kernel);
  else emitRows(context, kernel);
}

/** Whether the loads walk results evenly, and what they reduce in larger steps. */
function acrossRows({ space, reduced, expr }: ReduceKernel): boolean {
  const last = lastLongAxis(space);
  const lastReduced = space.length + lastLongAxis(reduced);
  if (last < 0 || space[last]! < LANES) return false;
  const walkers = walkersOf(expr);
  const unit = (axis: number) => walkers.some(({ access }) => access.strides[axis] === 1);
  return unit(last) && !unit(lastReduced);
}

/** The last axis of more than one element, or -1. */
function lastLongAxis(shape: Shape): number {
  let axis = shape.length - 1;
  while (axis >= 0 && shape[axis]! <= 1) axis--;
  return axis;
}

/** How a reducer works on vectors of a dtype. */
interface Accumulator {
  readonly start: () => void;
  readonly add: (value: Vector) => void;
  /** The lanes, reduced each by itself. */
  readonly lanes: () => Vector;
  /** All lanes reduced to one, in lane 0. */
  readonly total: () => Vector;
}

function accumulatorOf(context: KernelContext, reducer: Reducer, dtype: LaneDType): Accumulator {
  const wide = dtype === "float32" && (reducer === "sum" || reducer === "prod");
  return wide ? wideAccumulator(context, reducer) : plainAccumulator(context, reducer, dtype);
}

/** Sums and products of float32 in float64: exact enough, and far from overflow on the way, at any length. */
function wideAccumulator({ f }: KernelContext, reducer: "sum" | "prod"): Accumulator {
  const [combine, combineScalars] = reducer === "sum" ? [f64x2.add, f64.add] : [f64x2.mul, f64.mul];
  const identity = f64x2.splat(f64.const(reducer === "sum" ? 0 : 1));
  const low = f.local("v128", "low");
  const high = f.local("v128", "high");
  const upper = (x: Vector) => f32x4.shuffle(x, x, [2, 3, 2, 3]);
  return {
    start: () => {
      f.set(low, identity);
      f.set(high, identity);
    },
    add: (value) => {
      const x = f.let(value);
      f.set(low, combine(low, f64x2.promoteLowF32x4(x)));
      f.set(high, combine(high, f64x2.promoteLowF32x4(upper(x))));
    },
    lanes: () => f32x4.shuffle(f32x4.demoteF64x2Zero(low), f32x4.demoteF64x2Zero(high), [0, 1, 4, 5]),
    total: () => {
      const pair = f.let(combine(low, high));
      return f32x4.splat(f32.demoteF64(combineScalars(f64x2.extractLane(pair, 0), f64x2.extractLane(pair, 1))));
    },
  };
}

function plainAccumulator({ f }: KernelContext, reducer: Reducer, dtype: LaneDType): Accumulator {
  const accumulator = f.local("v128", "accumulator");
  const combine = combiner(reducer, dtype);
  return {
    start: () => f.set(accumulator, splatNumber(dtype, neutral(reducer, dtype))),
    add: (value) => f.set(accumulator, combine(accumulator, value)),
    lanes: () => accumulator,
    total: () => {
      const halves = f.let(combine(accumulator, i32x4.shuffle(accumulator, accumulator, [2, 3, 0, 1])));
      return combine(halves, i32x4.shuffle(halves, halves, [1, 0, 3, 2]));
    },
  };
}

function combiner(reducer: Reducer, dtype: LaneDType): (x: Vector, y: Vector) => Vector {
  switch (reducer) {
    case "sum":
      return i32x4.add;
    case "prod":
      return i32x4.mul;
    case "max":
      return { float32: f32x4.max, int32: i32x4.maxS, uint32: i32x4.maxU, bool: v128.or }[dtype];
    case "min":
      return { float32: f32x4.min, int32: i32x4.minS, uint32: i32x4.minU, bool: v128.and }[dtype];
    default:
      return v128[reducer];
  }
}

/** The element that changes nothing. */
function neutral(reducer: Reducer, dtype: LaneDType): number {
  switch (reducer) {
    case "prod":
      return 1;
    case "max":
      return { float32: Number.NEGATIVE_INFINITY, int32: -(2 ** 31), uint32: 0, bool: 0 }[dtype];
    case "min":
      return { float32: Number.POSITIVE_INFINITY, int32: 2 ** 31 - 1, uint32: -1, bool: 1 }[dtype];
    case "and":
      return dtype === "bool" ? 1 : -1;
    default:
      return 0;
  }
}

/** Strides and starts of the result and of every walker, with axes merged on each side of the boundary. */
function layout(context: KernelContext, { space, reduced, expr, out }: ReduceKernel) {
  const walkers = walkersOf(expr);
  const outAccess: Access = { offset: 0, strides: [...contiguous(space).strides, ...reduced.map(() => 0)] };
  const accesses = [outAccess, ...walkers.map(({ access }) => access)];
  const units = [bytesOf(laneDType(expr.dtype)), ...walkers.map(unitOf)];
  const side = (shape: Shape, from: number) => {
    const part = accesses.map(({ strides }) => ({ offset: 0, strides: strides.slice(from, from + shape.length) }));
    const merged = mergeAxes(shape, part);
    const scaled = merged.strides.map((list, i) => list.map((stride) => stride * units[i]!));
    return { shape: merged.shape, strides: scaled };
  };
  const starts = [context.address(out), ...walkers.map((walker) => startOf(context, walker))].map((x) =>
    context.f.let(x),
  );
  return { walkers, starts, outer: side(space, 0), inner: side(reduced, space.length) };
}

function positionsOf(
  walkers: readonly Walker[],
  at: readonly Scalar[],
  steps: readonly number[],
  remaining: Scalar | undefined,
): ReadonlyMap<Walker, Position> {
  return new Map(
    walkers.map((walker, i) => [walker, { at: at[i + 1]!, step: steps[i + 1]!, ...(remaining && { remaining }) }]),
  );
}

const laneNumbers = i32x4.const(0, 1, 2, 3);

function emitRows(context: KernelContext, kernel: ReduceKernel): void {
  const { f } = context;
  const dtype = laneDType(kernel.expr.dtype) as LaneDType; // The planner was told of no other.
  const { walkers, starts, outer, inner } = layout(context, kernel);
  const accumulator = accumulatorOf(context, kernel.reducer, dtype);
  const empty = sizeOf(kernel.reduced) === 0;
  const [rows, length] = inner.shape.length === 0 ? [[], 1] : [inner.shape.slice(0, -1), inner.shape.at(-1)!];
  const steps = inner.strides.map((list) => list.at(-1) ?? 0);
  const rowStrides = inner.strides.map((list) => list.slice(0, -1));
  const identity = splatNumber(dtype, neutral(kernel.reducer, dtype));

  loopNest(f, outer.shape, outer.strides, starts, (offsets) => {
    accumulator.start();
    if (!empty) {
      loopNest(f, rows, rowStrides, offsets, (row) => {
        alongRow(context, length, row, steps, (at, remaining) => {
          const value = emitExpression(context, kernel.expr, positionsOf(walkers, at, steps, remaining))[0]!;
          // Lanes beyond the end of the row take no part.
          const inside = remaining && i32x4.ltS(laneNumbers, i32x4.splat(remaining));
          accumulator.add(inside === undefined ? value : v128.bitselect(value, identity, inside));
        });
      });
    }
    storeLane(f, dtype, offsets[0]!, [accumulator.total()], 0);
  });
}

function emitColumns(context: KernelContext, kernel: ReduceKernel): void {
  const { f } = context;
  const dtype = laneDType(kernel.expr.dtype) as LaneDType; // The planner was told of no other.
  const { walkers, starts, outer, inner } = layout(context, kernel);
  const accumulator = accumulatorOf(context, kernel.reducer, dtype);
  const empty = sizeOf(kernel.reduced) === 0;
  const length = outer.shape.at(-1)!;
  const steps = outer.strides.map((list) => list.at(-1)!);
  const outerRows = outer.strides.map((list) => list.slice(0, -1));

  loopNest(f, outer.shape.slice(0, -1), outerRows, starts, (offsets) => {
    alongRow(context, length, offsets, steps, (at, remaining) => {
      accumulator.start();
      if (!empty) {
        loopNest(f, inner.shape, inner.strides, at, (position) => {
          accumulator.add(emitExpression(context, kernel.expr, positionsOf(walkers, position, steps, remaining))[0]!);
        });
      }
      storeVector(f, dtype, at[0]!, [accumulator.lanes()]);
    });
  });
}
