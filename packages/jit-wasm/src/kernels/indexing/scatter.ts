import { type DType, dtypeBytes, type ScatterParams, sizeOf } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import { type Expr, type FunctionBuilder, i32 } from "../../assembler/index.js";
import { isHalf } from "../../emit/half-precision.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { loopNest, mergeAxes, plus } from "../../emit/loop-nest.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { narrowHalves, widenHalves } from "../half-arrays.js";
import { type Combination, combineLanes, loadBytes } from "../lane-operations.js";
import { copyWindow, emitCopyOf, moveWork, type Place, type Runs, runsOf } from "../move.js";
import { storeBytes } from "../move-runs.js";
import { sharedNest } from "../shared-nest.js";
import {
  type IndexedWindows,
  indexedWindows,
  tabulated,
  tabulateStarts,
  type WindowAxis,
  type WindowStart,
  windowStart,
} from "./indexed-windows.js";

type Scalar = Expr<"i32">;
type Inputs = readonly [x: Operand, indices: Operand, updates: Operand];

function windowsOf([x, indices, updates]: Inputs, { dimensionNumbers: d }: ScatterParams): IndexedWindows {
  const windowDims = [...d.updateWindowDims].sort((a, b) => a - b);
  const removed = [...d.insertedWindowDims, ...d.operandBatchingDims];
  let k = 0;
  const window = x.aval.shape.map((_, axis) => (removed.includes(axis) ? 1 : updates.aval.shape[windowDims[k++]!]!));
  return indexedWindows(x.aval, indices.aval, updates.aval, window, {
    windowDims,
    collapsedDims: d.insertedWindowDims,
    indexMap: d.scatterDimsToOperandDims,
    batchingDims: d.operandBatchingDims,
    indicesBatchingDims: d.scatterIndicesBatchingDims,
  });
}

const align = (bytes: number): number => Math.ceil((bytes + 16) / 64) * 64;

/**
 * Compiles a scatter: replaces elements by updates, or combines them, in the order of the indices. Windows out of bounds
 * are dropped, unless the mode is "clip". Floats of 16 bits are rounded once, after all updates.
 */
export function scatter(how?: Combination) {
  return (inputs: Inputs, params: ScatterParams, [out]: readonly Operand[]): EquationCode => {
    const [x, indices, updates] = inputs;
    const windows = windowsOf(inputs, params);
    const { size, dtype } = x.aval;
    const count = sizeOf(indices.aval.shape.slice(0, -1));
    const half = how !== undefined && isHalf(dtype) ? dtype : undefined;
    const [table, wide] = [align(count * 4), align(size * 4)];
    return {
      scratch: table + (half === undefined ? 0 : wide + align(updates.aval.size * 4)),
      updates: 0,
      work: moveWork(size + updates.aval.size, dtypeBytes(dtype)) + 8 * count,
      emit(context, scratch) {
        const clamp = params.mode === "clip";
        if (half === undefined) {
          const to: Place = (inner) => inner.address(out!.buffer);
          emitCopyOf(context, size, dtypeBytes(dtype), to, (inner) => inner.address(x.buffer));
          const from: Place = (inner) => inner.address(updates.buffer);
          return emitUpdates(context, { windows, indices, count, clamp, how, dtype, to, from, table: scratch });
        }
        const to: Place = (inner) => plus(inner.address(scratch), table);
        const from: Place = (inner) => plus(inner.address(scratch), table + wide);
        widenHalves(context, half, size, to, (inner) => inner.address(x.buffer));
        widenHalves(context, half, updates.aval.size, from, (inner) => inner.address(updates.buffer));
        emitUpdates(context, { windows, indices, count, clamp, how, dtype: "float32", to, from, table: scratch });
        narrowHalves(context, half, size, (inner) => inner.address(out!.buffer), to);
      },
    };
  };
}

interface Updates {
  readonly windows: IndexedWindows;
  readonly indices: Operand;
  readonly count: number;
  readonly clamp: boolean;
  readonly how: Combination | undefined;
  readonly dtype: DType;
  readonly to: Place;
  readonly from: Place;
  /** Room for the start of every window. */
  readonly table: BufferId;
}

/** Updates of fewer bytes are over before other threads have woken. */
const SHARED = 262_144;

/** To tell whose a window is costs more than to update one of fewer bytes: the branch can hardly be predicted. */
const OWNED = 256;

/** The axes of the updates in the order in which they are written. */
interface Order {
  /** Along these all updates go to different places, whatever the indices are. */
  readonly apart: readonly WindowAxis[];
  readonly batch: readonly WindowAxis[];
  readonly window: readonly WindowAxis[];
}

function orderOf({ axes }: IndexedWindows): Order {
  const last = axes.map(({ isBatch, size }) => isBatch && size > 1).lastIndexOf(true);
  const isOuter = ({ isApart }: WindowAxis, axis: number) => isApart && axis < last;
  const inner = axes.filter((axis, i) => !isOuter(axis, i));
  return {
    apart: axes.filter(isOuter),
    batch: inner.filter(({ isBatch }) => isBatch),
    window: inner.filter(({ isBatch }) => !isBatch),
  };
}

/**
 * Writes the updates. Axes along which all updates go to different places stand outermost, and threads share them. Where
 * there are none, each thread does the windows that start in its part of the array. So each element gets its updates in
 * their order, whatever the number of threads.
 */
function emitUpdates(context: KernelContext, updates: Updates): void {
  const { windows, indices, count, clamp, dtype, to, from, table } = updates;
  if (windows.axes.some(({ size }) => size === 0)) return;
  const bytes = dtypeBytes(dtype);
  const { apart, batch, window } = orderOf(windows);
  const runs = runsOf(sizesOf(window), bytes, strides(window, "x", 1), strides(window, "y", 1));
  const windowSize = sizeOf(sizesOf(window));
  const isOwned =
    context.threads > 1 &&
    windows.isPointwise &&
    apart.every(({ size }) => size === 1) &&
    windowSize * bytes >= OWNED &&
    count * windowSize * bytes > SHARED;
  const isTabulated = isOwned || apart.some(({ isBatch, size }) => !isBatch && size > 1);
  if (isTabulated) tabulateStarts(context, windows, bytes, indices, count, clamp, table);
  const indexBytes = isTabulated ? 4 : windows.entries.length * dtypeBytes(indices.aval.dtype);
  const sides = (axes: readonly WindowAxis[]) => [
    strides(axes, "x", bytes),
    strides(axes, "y", bytes),
    strides(axes, "indices", indexBytes),
  ];
  const starts = (inner: KernelContext) =>
    [to(inner), from(inner), inner.address(isTabulated ? table : indices.buffer)].map((start) => inner.f.let(start));
  const order = mergeAxes(
    sizesOf(batch),
    sides(batch).map((list) => ({ offset: 0, strides: list })),
  );
  /** In the order of the indices, the windows of those that are `taken`. */
  const eachWindow = (inner: KernelContext, at: readonly Scalar[], taken: (start: WindowStart) => Scalar | undefined) =>
    loopNest(inner.f, order.shape, order.strides, at, ([target, source, index]) => {
      const start = isTabulated ? tabulated(inner, index!) : windowStart(inner, windows, bytes, indices, index!, clamp);
      const update = () => updateWindow(inner.f, updates, runs, i32.add(target!, start.offset), source!);
      const isTaken = taken(start);
      if (isTaken === undefined) update();
      else inner.f.if(isTaken, update);
    });

  if (isOwned) {
    const end = windows.entries.reduce((sum, { limit, stride }) => sum + limit * stride, 1) * bytes;
    const part = i32.const(Math.ceil(end / context.threads));
    context.parallel({ count: context.threads, grain: 1 }, (inner, first, last) => {
      const low = inner.f.let(i32.mul(first, part));
      const length = inner.f.let(i32.mul(i32.sub(last, first), part));
      // A window outside starts at −1 in the table: as an unsigned number it is beyond every part.
      eachWindow(inner, starts(inner), ({ offset }) => i32.ltU(i32.sub(offset, low), length));
    });
    return;
  }
  const work = (10 + moveWork(windowSize, bytes)) * sizeOf(sizesOf(batch));
  sharedNest(context, { shape: sizesOf(apart), strides: sides(apart), work }, starts, (inner, at) =>
    eachWindow(inner, at, ({ isInside }) => (clamp ? undefined : isInside)),
  );
}

function sizesOf(axes: readonly WindowAxis[]): readonly number[] {
  return axes.map(({ size }) => size);
}

function strides(axes: readonly WindowAxis[], side: "y" | "x" | "indices", unit: number): readonly number[] {
  return axes.map((axis) => axis[side] * unit);
}

function updateWindow(f: FunctionBuilder, { how, dtype }: Updates, runs: Runs, target: Scalar, source: Scalar): void {
  const [to, from] = [f.let(target), f.let(source)];
  if (how === undefined) return copyWindow(f, runs, to, from);
  loopNest(f, runs.shape, runs.strides, [to, from], ([at, read]) => {
    combineRun(f, dtype, how, at!, read!, runs.run);
  });
}

/** Combines elements that follow each other with as many others, in place. */
function combineRun(
  f: FunctionBuilder,
  dtype: DType,
  how: Combination,
  target: Scalar,
  source: Scalar,
  bytes: number,
): void {
  const combine = (to: Scalar, from: Scalar, width: number, offset: number) => {
    const [x, y] = [f.let(loadBytes(to, width, offset)), f.let(loadBytes(from, width, offset))];
    f.do(storeBytes(to, combineLanes(f, dtype, how, x, y), width, offset));
  };
  let [to, from, offset] = [target, source, 0];
  if (bytes > 64) {
    const vectors = bytes - (bytes % 16);
    const moving = [f.let(to), f.let(from)] as const;
    const end = f.let(plus(moving[0], vectors));
    f.loop((again) => {
      combine(...moving, 16, 0);
      for (const address of moving) f.set(address, plus(address, 16));
      f.brIf(again, i32.ltU(moving[0], end));
    });
    [to, from] = moving;
    bytes -= vectors;
  }
  for (const width of [16, 16, 16, 16, 8, 4, 2, 1]) {
    if (bytes - offset < width) continue;
    combine(to, from, width, offset);
    offset += width;
  }
}
