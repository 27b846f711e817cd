import {
  broadcastInDim,
  type GatherScatterMode,
  gather,
  type Index,
  type IndexMode,
  type IndexOptions,
  type Array as NDArray,
  requireOptions,
  scalarArray,
  sizeOf,
} from "@hyrax/core";
import { planGather } from "./gather-plan.js";
import { type ParsedIndex, parseIndex } from "./index-items.js";
import { readBySlicing } from "./slice-read.js";

const modes: Readonly<Record<IndexMode, GatherScatterMode>> = {
  fill: "fill",
  drop: "fill",
  clip: "clip",
  promise_in_bounds: "promise_in_bounds",
};

/** The mode of a gather or scatter. Throws a `TypeError` that lists the modes if there is none of that name. */
export function gatherMode(name: string, mode: IndexMode | undefined, missing: GatherScatterMode): GatherScatterMode {
  if (mode === undefined) return missing;
  if (Object.hasOwn(modes, mode)) return modes[mode];
  throw new TypeError(`${name}: mode "${mode}" is none of ${Object.keys(modes).join(", ")}`);
}

/** The names of `IndexOptions`. */
export const indexOptionNames = [
  "mode",
  "fillValue",
  "indicesAreSorted",
  "uniqueIndices",
] as const satisfies readonly (keyof IndexOptions)[];

/** The elements at an index. Out of bounds it clamps, unless a mode says otherwise. */
export function readIndex(name: string, x: NDArray, index: readonly Index[], options: IndexOptions = {}): NDArray {
  requireOptions(name, options, indexOptionNames);
  const parsed = parseIndex(name, index, x.shape);
  // A clamped index is in bounds: engines need not look where it is promised.
  const mode = gatherMode(name, options.mode, "promise_in_bounds");
  const sliced = mode === "fill" && !staysWithin(parsed, x) ? null : readBySlicing(name, x, parsed);
  return sliced ?? readByGather(name, x, parsed, mode, options);
}

/** Whether the index is known to lie within the array. */
function staysWithin({ items }: ParsedIndex, x: NDArray): boolean {
  return items.every((item) => {
    if (item.kind === "slice" || item.kind === "newAxis") return true;
    return item.kind === "number" && item.value >= 0 && item.value < (x.shape[item.axis] as number);
  });
}

function readByGather(
  name: string,
  x: NDArray,
  parsed: ParsedIndex,
  mode: GatherScatterMode,
  { fillValue, indicesAreSorted, uniqueIndices }: IndexOptions,
): NDArray {
  const plan = planGather(name, x, parsed);
  if (sizeOf(plan.shape) === 0) {
    return broadcastInDim(scalarArray(0, x.dtype, x.weakType), { shape: plan.shape, broadcastDimensions: [] });
  }
  const found = gather(x, plan.indices, {
    dimensionNumbers: {
      offsetDims: plan.offsetDims,
      collapsedSliceDims: plan.collapsedSliceDims,
      startIndexMap: plan.startIndexMap,
      operandBatchingDims: [],
      startIndicesBatchingDims: [],
    },
    sliceSizes: plan.sliceSizes,
    mode,
    fillValue: mode === "fill" ? (fillValue ?? null) : null,
    indicesAreSorted: plan.ordered || indicesAreSorted === true,
    uniqueIndices: plan.ordered || uniqueIndices === true,
  });
  if (plan.newAxes.length === 0) return found;
  const kept = plan.shape.flatMap((_, axis) => (plan.newAxes.includes(axis) ? [] : [axis]));
  return broadcastInDim(found, { shape: plan.shape, broadcastDimensions: kept });
}
