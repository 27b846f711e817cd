import { dtypeBytes, type Shape, type ShapedArray } from "@hyrax/core";
import { type BufferId, contiguous } from "@hyrax/jit";
import { type Expr, i32, type Local } from "../../assembler/index.js";
import type { KernelContext } from "../../emit/kernel-context.js";
import type { Operand } from "../../rules/kernel-rule.js";
import { sharedNest } from "../shared-nest.js";
import { loadStart } from "./start-index.js";

type Scalar = Expr<"i32">;

/** How `gather` and the scatters find their windows, in terms of both. `x` is the indexed array, `y` the array of windows. */
export interface WindowDimensionNumbers {
  /** The axes of `y` that run within a window. */
  readonly windowDims: readonly number[];
  /** The axes of `x` of which a window has one place. */
  readonly collapsedDims: readonly number[];
  /** For each entry of an index, the axis of `x` that it is for. */
  readonly indexMap: readonly number[];
  readonly batchingDims: readonly number[];
  readonly indicesBatchingDims: readonly number[];
}

/** An axis of `y`: its size, and what a step along it means on every side. */
export interface WindowAxis {
  readonly size: number;
  /** In elements of `y`, in elements of `x`, in indices. */
  readonly y: number;
  readonly x: number;
  readonly indices: number;
  /** Whether it runs over windows, not within them. */
  readonly isBatch: boolean;
  /** Whether different places along it are different places along an axis of `x`, whatever the indices are. */
  readonly isApart: boolean;
}

/** An entry of an index. */
export interface Entry {
  /** The last place along its axis of `x` at which a window lies inside. */
  readonly limit: number;
  /** In elements of `x`. */
  readonly stride: number;
}

export interface IndexedWindows {
  /** The axes of `y` in order. */
  readonly axes: readonly WindowAxis[];
  readonly entries: readonly Entry[];
  /** Whether windows lie in one place of `x` along every axis that is indexed. */
  readonly isPointwise: boolean;
}

/** Resolves the dimension numbers of a gather or scatter; `window` is the size of a window along each axis of `x`. */
export function indexedWindows(
  x: ShapedArray,
  indices: ShapedArray,
  y: ShapedArray,
  window: Shape,
  { windowDims, collapsedDims, indexMap, batchingDims, indicesBatchingDims }: WindowDimensionNumbers,
): IndexedWindows {
  const xStrides = contiguous(x.shape).strides;
  const yStrides = contiguous(y.shape).strides;
  const indexStrides = contiguous(indices.shape.slice(0, -1)).strides;
  const windowAxes = x.shape
    .map((_, axis) => axis)
    .filter((axis) => {
      return !collapsedDims.includes(axis) && !batchingDims.includes(axis);
    });
  let [w, b] = [0, 0];
  const axes = y.shape.map((size, axis): WindowAxis => {
    if (windowDims.includes(axis)) {
      const own = windowAxes[w++]!;
      const isApart = !indexMap.includes(own);
      return { size, y: yStrides[axis]!, x: xStrides[own]!, indices: 0, isBatch: false, isApart };
    }
    const batch = b++;
    const shared = indicesBatchingDims.indexOf(batch);
    return {
      size,
      y: yStrides[axis]!,
      // An axis that both sides share moves through x as it moves through the indices.
      x: shared < 0 ? 0 : xStrides[batchingDims[shared]!]!,
      indices: indexStrides[batch]!,
      isBatch: true,
      isApart: shared >= 0,
    };
  });
  return {
    axes,
    entries: indexMap.map((axis) => ({ limit: x.shape[axis]! - window[axis]!, stride: xStrides[axis]! })),
    isPointwise: indexMap.every((axis) => window[axis] === 1),
  };
}

/** Where a window starts: bytes from the start of `x`, and whether it lies inside where the index asks for it. */
export interface WindowStart {
  readonly offset: Local<"i32">;
  readonly isInside: Scalar;
}

/** Reads the index at an address; with `clamp` the start is moved so that the window lies inside. */
export function windowStart(
  { f }: KernelContext,
  { entries }: IndexedWindows,
  bytes: number,
  indices: Operand,
  address: Scalar,
  clamp: boolean,
): WindowStart {
  const { dtype } = indices.aval;
  const starts = entries.map(({ limit }, k) => loadStart(f, dtype, address, limit, k * dtypeBytes(dtype)));
  const offset = starts.reduce<Scalar>((sum, { asked, nearest }, k) => {
    const scaled = scale(clamp ? nearest : asked, entries[k]!.stride * bytes);
    return sum.kind === "number" ? scaled : i32.add(sum, scaled);
  }, i32.const(0));
  const isInside = starts.reduce<Scalar>((all, { isInside }) => {
    return all.kind === "number" ? isInside : i32.and(all, isInside);
  }, i32.const(1));
  return { offset: f.let(offset), isInside };
}

function scale(index: Scalar, factor: number): Scalar {
  const bits = Math.log2(factor);
  return Number.isInteger(bits) ? i32.shl(index, i32.const(bits)) : i32.mul(index, i32.const(factor));
}

/** What a table of window starts has where a window does not lie inside. */
const OUTSIDE = -1;

/** Writes the start of every window into working memory, in the order of the indices. */
export function tabulateStarts(
  context: KernelContext,
  windows: IndexedWindows,
  bytes: number,
  indices: Operand,
  count: number,
  clamp: boolean,
  table: BufferId,
): void {
  const step = windows.entries.length * dtypeBytes(indices.aval.dtype);
  sharedNest(
    context,
    { shape: [count], strides: [[4], [step]], work: 4 + 8 * windows.entries.length },
    (inner) => [inner.address(table), inner.address(indices.buffer)],
    (inner, [to, from]) => {
      const { offset, isInside } = windowStart(inner, windows, bytes, indices, from!, clamp);
      if (!clamp) inner.f.if(i32.eqz(isInside), () => inner.f.set(offset, i32.const(OUTSIDE)));
      inner.f.do(i32.store(to!, offset));
    },
  );
}

/** Reads a start from its table. */
export function tabulated({ f }: KernelContext, address: Scalar): WindowStart {
  const offset = f.let(i32.load(address));
  return { offset, isInside: i32.geS(offset, i32.const(0)) };
}
