import {
  asArray,
  elementwise,
  type GatherScatterMode,
  indexing,
  Array as NDArray,
  type Operand,
  requireOptions,
  type Shape,
} from "@hyrax/core";
import { concatenate } from "./joining.js";
import { require } from "./require.js";
import { expandDims } from "./shape.js";

/** What an index out of bounds means; "drop" is "fill" by the name that suits writing. */
export type Mode = GatherScatterMode | "drop";

/** The mode as primitives know it. */
export function canonicalMode(mode: Mode | null | undefined, otherwise: GatherScatterMode): GatherScatterMode {
  return mode === undefined || mode === null ? otherwise : mode === "drop" ? "fill" : mode;
}

/** Which axes of operand, indices and result belong together, with the names of XLA and JAX. */
export interface GatherDimensionNumbers {
  readonly offsetDims: readonly number[];
  readonly collapsedSliceDims: readonly number[];
  readonly startIndexMap: readonly number[];
  readonly operandBatchingDims?: readonly number[];
  readonly startIndicesBatchingDims?: readonly number[];
}

export interface GatherOptions {
  /** "promise_in_bounds" if not given: then an index out of bounds reads the nearest element. */
  readonly mode?: Mode | null;
  /** What mode "fill" reads out of bounds; NaN, or the extreme value of an integer dtype, if not given. */
  readonly fillValue?: number;
  readonly indicesAreSorted?: boolean;
  readonly uniqueIndices?: boolean;
}

/** Slices of x of the given sizes, at starts that lie along the last axis of the indices. */
export function gather(
  x: Operand,
  startIndices: Operand,
  dimensionNumbers: GatherDimensionNumbers,
  sliceSizes: Shape,
  options: GatherOptions = {},
): NDArray {
  requireOptions("gather", options, ["mode", "fillValue", "indicesAreSorted", "uniqueIndices"]);
  return indexing.gather(asArray(x), asArray(startIndices), {
    dimensionNumbers: { operandBatchingDims: [], startIndicesBatchingDims: [], ...dimensionNumbers },
    sliceSizes,
    mode: canonicalMode(options.mode, "promise_in_bounds"),
    fillValue: options.fillValue ?? null,
    indicesAreSorted: options.indicesAreSorted ?? false,
    uniqueIndices: options.uniqueIndices ?? false,
  });
}

/**
 * The elements of x at indices along several axes, one array of indices for each, together: `x[i, j]` of NumPy for axes `[0, 1]`.
 * An index that is out of bounds wraps round.
 */
export function indexTake(x: Operand, indices: readonly Operand[] | NDArray, axes: readonly number[]): NDArray {
  const array = asArray(x);
  const parts = indices instanceof NDArray ? [...indices] : indices.map(asArray);
  require(parts.length > 0 && parts.length === axes.length, () =>
    `indexTake: needs an array of indices for each of the axes [${axes.join(", ")}], found ${parts.length}`);
  const columns = parts.map((part, i) => {
    const wrapped = wrap(part, array.shape[axes[i] as number] as number);
    return expandDims(wrapped, [wrapped.ndim]);
  });
  const starts = concatenate(columns, (columns[0] as NDArray).ndim - 1);
  const kept = array.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const dimensionNumbers = {
    offsetDims: kept.map((_, i) => starts.ndim - 1 + i),
    collapsedSliceDims: [...axes].sort((a, b) => a - b),
    startIndexMap: axes,
  };
  const sizes = array.shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
  return gather(array, starts, dimensionNumbers, sizes);
}

/** The index modulo the size, which is not negative. */
function wrap(index: NDArray, size: number): NDArray {
  const remainder = elementwise.rem(index, Math.max(size, 1));
  if (index.dtype.startsWith("uint")) return remainder;
  return elementwise.selectN([elementwise.lt(remainder, 0), remainder, elementwise.add(remainder, size)]);
}
