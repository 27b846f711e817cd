import * as core from "@hyrax/core";
import { type Atom, type GatherScatterMode, type Shape, sizeOf } from "@hyrax/core";
import { literal } from "../builder.js";
import type { Chooser } from "../chooser.js";
import { isAny, isNumber, type Operation } from "./operation.js";

/** Start indices, in bounds and beyond them: scalars that are known, or computed. */
function starts(choose: Chooser, shape: Shape): readonly Atom[] {
  const dtype = choose.of(["int32", "int32", "int64", "uint8", "int16"] as const);
  return shape.map((n) => {
    if (choose.chance(0.4)) return literal(choose.of([0, 1, n, 5]) % 100, dtype);
    return choose.value(
      ({ aval }) => aval.dtype === dtype && aval.shape.length === 0,
      () => choose.builder.fresh([], dtype, { kind: "indices", seed: choose.below(2 ** 20) }),
    ) as Atom;
  });
}

const part = (choose: Chooser, shape: Shape): Shape =>
  shape.map((n) => (choose.chance(0.4) ? n : choose.below(Math.min(n, 20) + 1)));

const dynamicSlice: Operation = (choose, builder) => {
  const x = choose.array(isAny, [1, 4]);
  if (x === undefined) return false;
  builder.apply(core.dynamicSlice, [x, ...starts(choose, x.aval.shape)], { sliceSizes: part(choose, x.aval.shape) });
  return true;
};

const dynamicUpdateSlice: Operation = (choose, builder) => {
  const x = choose.array(isAny, [1, 4]);
  if (x === undefined) return false;
  const { shape, dtype } = x.aval;
  const fitting = choose.value(
    ({ aval }) =>
      aval.dtype === dtype &&
      aval.shape.length === shape.length &&
      aval.shape.every((n, i) => n <= (shape[i] as number)),
    () => builder.fresh(part(choose, shape), dtype, choose.fill()),
  );
  if (fitting === undefined) return false;
  builder.apply(core.dynamicUpdateSlice, [x, fitting, ...starts(choose, shape)]);
  return true;
};

/** A way to index some axes: which of them, how many indices, and how large a window each takes. */
interface Plan {
  readonly indexed: readonly number[];
  readonly removed: readonly number[];
  readonly window: Shape;
  readonly batch: Shape;
  readonly windowDims: readonly number[];
}

function plan(choose: Chooser, shape: Shape): Plan {
  const indexed = choose.shuffled(
    choose.some(
      shape.map((_, axis) => axis),
      0.6,
    ),
  );
  const removed = choose
    .some(
      [...indexed].sort((a, b) => a - b),
      0.6,
    )
    .filter((axis) => (shape[axis] as number) > 0);
  const window = shape.map((n, axis) => {
    if (removed.includes(axis)) return 1;
    return indexed.includes(axis) ? choose.below(Math.min(n, 6) + 1) : choose.chance(0.7) ? n : choose.below(n + 1);
  });
  const batch = choose.of<Shape>([[], [choose.size(33)], [choose.size(100)], [choose.size(8), choose.size(8)]]);
  const rank = batch.length + shape.length - removed.length;
  const places = Array.from({ length: rank }, (_, i) => i);
  const chosen = choose.chance(0.5) ? places.slice(batch.length) : choose.shuffled(places).slice(batch.length);
  return { indexed, removed, window, batch, windowDims: [...chosen].sort((a, b) => a - b) };
}

const modes: readonly GatherScatterMode[] = ["fill", "clip", "promise_in_bounds"];

/** Integers, some of which are out of bounds unless that is excluded by the mode. */
function indices(choose: Chooser, { indexed, batch }: Plan, mode: GatherScatterMode): Atom {
  const dtype = choose.of(["int32", "int32", "int64", "uint32", "uint8", "int16"] as const);
  const shape = [...batch, indexed.length];
  const wild = choose.builder.fresh(shape, dtype, { kind: "indices", seed: choose.below(2 ** 20) });
  if (mode !== "promise_in_bounds") return wild;
  // Zero is in bounds of every window that fits.
  return choose.builder.one(core.mul, [wild, literal(0, dtype)]);
}

const gather: Operation = (choose, builder) => {
  const x = choose.array(isAny, [1, 4]);
  if (x === undefined) return false;
  const { indexed, removed, window, batch, windowDims } = plan(choose, x.aval.shape);
  const mode = choose.of(modes);
  if (sizeOf(window) * sizeOf(batch) > builder.limit.elements) return false;
  const at = indices(choose, { indexed, removed, window, batch, windowDims }, mode);
  builder.apply(core.gather, [x, at], {
    dimensionNumbers: {
      offsetDims: windowDims,
      collapsedSliceDims: removed,
      startIndexMap: indexed,
      operandBatchingDims: [],
      startIndicesBatchingDims: [],
    },
    sliceSizes: window,
    mode,
    fillValue: null,
    indicesAreSorted: false,
    uniqueIndices: false,
  });
  return true;
};

/** Rows that a batch axis of the operand and of the indices have in common: what vmap makes of indexing. */
const batchedGather: Operation = (choose, builder) => {
  const x = choose.array(isAny, [2, 3]);
  if (x === undefined) return false;
  const { shape } = x.aval;
  const count = choose.size(33);
  if (shape[1] === 0 || !builder.fits([...shape, count])) return false;
  const at = builder.fresh([shape[0] as number, count, 1], "int32", { kind: "indices", seed: choose.below(2 ** 20) });
  builder.apply(core.gather, [x, at], {
    dimensionNumbers: {
      offsetDims: shape.slice(2).map((_, i) => i + 2),
      collapsedSliceDims: [1],
      startIndexMap: [1],
      operandBatchingDims: [0],
      startIndicesBatchingDims: [0],
    },
    sliceSizes: [Math.min(1, shape[0] as number), 1, ...shape.slice(2)],
    mode: choose.of(["fill", "clip"] as const),
    fillValue: null,
    indicesAreSorted: false,
    uniqueIndices: false,
  });
  return true;
};

const scatters = [core.scatter, core.scatterAdd, core.scatterAdd, core.scatterMul, core.scatterMin, core.scatterMax];

const scatter: Operation = (choose, builder) => {
  const primitive = choose.of(scatters);
  const x = choose.array(primitive === core.scatter ? isAny : isNumber, [1, 4]);
  if (x === undefined) return false;
  const { shape, dtype } = x.aval;
  const found = plan(choose, shape);
  const { indexed, removed, window, batch, windowDims } = found;
  const mode = choose.of(modes);
  if (sizeOf(window) * sizeOf(batch) > builder.limit.elements) return false;
  const sizes = window.filter((_, axis) => !removed.includes(axis));
  const updatesShape = Array.from({ length: batch.length + sizes.length }, (_, axis) =>
    windowDims.includes(axis)
      ? (sizes[windowDims.indexOf(axis)] as number)
      : (batch[Array.from({ length: axis }, (_, i) => i).filter((i) => !windowDims.includes(i)).length] as number),
  );
  const updates = builder.fresh(updatesShape, dtype, choose.fill());
  builder.apply(primitive, [x, indices(choose, found, mode), updates], {
    dimensionNumbers: {
      updateWindowDims: windowDims,
      insertedWindowDims: removed,
      scatterDimsToOperandDims: indexed,
      operandBatchingDims: [],
      scatterIndicesBatchingDims: [],
    },
    mode,
    indicesAreSorted: false,
    uniqueIndices: false,
  });
  return true;
};

export const indexingOperations: readonly Operation[] = [
  dynamicSlice,
  dynamicUpdateSlice,
  gather,
  gather,
  batchedGather,
  scatter,
  scatter,
];
