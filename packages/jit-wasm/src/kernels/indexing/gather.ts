import { type DType, dtypeBytes, dtypeKind, type GatherParams, isInexact, sizeOf } from "@hyrax/core";
import type { BufferId } from "@hyrax/jit";
import { type Expr, i32, v128 } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import { mergeAxes, plus } from "../../emit/loop-nest.js";
import type { EquationCode, Operand } from "../../rules/kernel-rule.js";
import { elementBytes } from "../lane-operations.js";
import { copyWindow, fillWindow, moveWork, runsOf } from "../move.js";
import { sharedNest } from "../shared-nest.js";
import { ELEMENT_RUN, emitElementRun, indexedStarts, tabulatedStarts } from "./gather-elements.js";
import {
  type IndexedWindows,
  indexedWindows,
  tabulated,
  tabulateStarts,
  type WindowAxis,
  windowStart,
} from "./indexed-windows.js";

type Scalar = Expr<"i32">;

/** Compiles `gather`: out of bounds, mode "fill" fills the window, the other modes move it to the nearest place inside. */
export function gather(
  [x, indices]: readonly [x: Operand, indices: Operand],
  { dimensionNumbers: d, sliceSizes, mode, fillValue }: GatherParams,
  [out]: readonly Operand[],
): EquationCode {
  const windows = indexedWindows(x.aval, indices.aval, out!.aval, sliceSizes, {
    windowDims: d.offsetDims,
    collapsedDims: d.collapsedSliceDims,
    indexMap: d.startIndexMap,
    batchingDims: d.operandBatchingDims,
    indicesBatchingDims: d.startIndicesBatchingDims,
  });
  const { size, dtype } = out!.aval;
  const bytes = dtypeBytes(dtype);
  const count = sizeOf(indices.aval.shape.slice(0, -1));
  // Every window is read once for each place within windows that comes before, in the order of the result.
  const isTabulated = windows.axes.some(({ isBatch, size: n }, axis) => {
    return !isBatch && n > 1 && windows.axes.slice(axis).some((inner) => inner.isBatch && inner.size > 1);
  });
  return {
    scratch: isTabulated ? count * 4 : 0,
    work: moveWork(size, bytes) + 8 * count,
    emit(context, table) {
      if (size === 0) return;
      const fill = mode === "fill" ? elementBytes(dtype, fillValue ?? defaultFill(dtype)) : undefined;
      const reader = { x, indices, out: out!, windows, bytes, fill };
      if (isTabulated) tabulateStarts(context, windows, bytes, indices, count, fill === undefined, table);
      emitWindows(context, reader, isTabulated ? table : undefined);
    },
  };
}

interface Reader {
  readonly x: Operand;
  readonly indices: Operand;
  readonly out: Operand;
  readonly windows: IndexedWindows;
  readonly bytes: number;
  /** What windows outside are filled with. */
  readonly fill: Uint8Array | undefined;
}

/** Writes the result in its own order: loops as far as the last axis over windows, then copies of the rest. */
function emitWindows(context: KernelContext, reader: Reader, table: BufferId | undefined): void {
  const { x, indices, out, windows, bytes, fill } = reader;
  const { axes } = windows;
  const last = axes.map(({ isBatch, size }) => isBatch && size > 1).lastIndexOf(true) + 1;
  const rest = axes.slice(last);
  const shape = rest.map(({ size }) => size);
  const copied = runsOf(shape, bytes, stridesOf(rest, "y", 1), stridesOf(rest, "x", 1));
  const filled = runsOf(shape, bytes, stridesOf(rest, "y", 1));
  const outer = axes.slice(0, last);
  const indexBytes = table === undefined ? windows.entries.length * dtypeBytes(indices.aval.dtype) : 4;
  const clamp = fill === undefined;
  const nest = mergeAxes(
    outer.map(({ size }) => size),
    [stridesOf(outer, "y", bytes), stridesOf(outer, "x", bytes), stridesOf(outer, "indices", indexBytes)].map(
      (strides) => ({ offset: 0, strides }),
    ),
  );
  const starts = (inner: KernelContext, offset: number) =>
    [out.buffer, x.buffer, table ?? indices.buffer].map((buffer, side) =>
      plus(inner.address(buffer), side === 1 ? 0 : offset),
    );
  const one = (inner: KernelContext, target: Scalar, source: Scalar, index: Scalar) => {
    const { f } = inner;
    const start =
      table === undefined ? windowStart(inner, windows, bytes, indices, index, clamp) : tabulated(inner, index);
    const copy = () => copyWindow(f, copied, target, i32.add(source, start.offset));
    if (fill === undefined) return copy();
    f.if(start.isInside, copy, () => fillWindow(f, filled, target, f.let(v128.const(fill))));
  };
  const work = 10 + moveWork(sizeOf(shape), bytes);
  const read = table === undefined ? indexedStarts(windows, bytes, indices, clamp) : tabulatedStarts;
  const isElements = copied.run === 4 && copied.shape.length === 0;
  if (!isElements || read === undefined || nest.strides.map((strides) => strides.at(-1)).join() !== "4,0,4") {
    sharedNest(
      context,
      { ...nest, work },
      (inner) => starts(inner, 0),
      (inner, [target, source, index]) => one(inner, target!, source!, index!),
    );
    return;
  }
  const runs = (count: number, offset: number, length: number) =>
    sharedNest(
      context,
      {
        shape: [...nest.shape.slice(0, -1), count],
        strides: nest.strides.map((strides, side) => [...strides.slice(0, -1), side === 1 ? 0 : ELEMENT_RUN * 4]),
        work: work * length * 0.5,
      },
      (inner) => starts(inner, offset),
      (inner, [target, source, index]) =>
        emitElementRun(inner, length, [target!, source!, index!], read, clamp, (to, at) => one(inner, to, source!, at)),
    );
  const size = nest.shape.at(-1)!;
  const whole = Math.floor(size / ELEMENT_RUN);
  runs(whole, 0, ELEMENT_RUN);
  if (size % ELEMENT_RUN > 0) runs(1, whole * ELEMENT_RUN * 4, size % ELEMENT_RUN);
}

function stridesOf(axes: readonly WindowAxis[], side: "y" | "x" | "indices", unit: number): readonly number[] {
  return axes.map((axis) => axis[side] * unit);
}

/** NaN (whose imaginary part is 0), the least signed integer, the greatest unsigned one, or true. */
function defaultFill(dtype: DType): number | bigint {
  if (isInexact(dtype)) return Number.NaN;
  const bits = 8 * dtypeBytes(dtype);
  switch (dtypeKind(dtype)) {
    case "i":
      return -(2n ** BigInt(bits - 1));
    case "u":
      return 2n ** BigInt(bits) - 1n;
    default:
      return dtype === "bool" ? 1 : 0;
  }
}
