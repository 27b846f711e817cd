import { asArray, type GatherScatterMode, indexing, Array as NDArray, type Operand, type Shape } from "@hyrax/core";
import { concatenate } from "./joining.js";
import { require } from "./require.js";
import { expandDims } from "./shape.js";

/** What an index out of bounds means; "drop" is "fill" by the name that suits writing. Null means "fill". */
export type Mode = GatherScatterMode | "drop" | null;

/** The mode as primitives know it. */
export function canonicalMode(mode: Mode | undefined): GatherScatterMode {
  return mode === undefined || mode === null || mode === "drop" ? "fill" : mode;
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
  readonly mode?: Mode;
  /** What mode "fill" reads out of bounds; NaN, or the extreme value of an integer dtype, if not given. */
  readonly fillValue?: number;
  readonly indicesAreSorted?: boolean;
  readonly uniqueIndices?: boolean;
}

/** Slices of x of the given sizes, at starts that lie along the last axis of the indices. Out of bounds it reads the fill value. */
export function gather(
  x: Operand,
  startIndices: Operand,
  dimensionNumbers: GatherDimensionNumbers,
  sliceSizes: Shape,
  options: GatherOptions = {},
): NDArray {
  return indexing.gather(asArray(x), asArray(startIndices), {
    dimensionNumbers: { operandBatchingDims: [], startIndicesBatchingDims: [], ...dimensionNumbers },
    sliceSizes,
    mode: canonicalMode(options.mode),
    fillValue: options.fillValue ?? null,
    indicesAreSorted: options.indicesAreSorted ?? false,
    uniqueIndices: options.uniqueIndices ?? false,
  });
}

/** The elements of x at indices along several axes, one array of indices for each, together: `x[i, j]` of NumPy for axes `[0, 1]`. */
export function indexTake(x: Operand, indices: readonly Operand[] | NDArray, axes: readonly number[]): NDArray {
  const array = asArray(x);
  const parts = indices instanceof NDArray ? [...indices] : indices.map(asArray);
  require(parts.length === axes.length, () =>
    `indexTake: needs an array of indices for each of the axes [${axes.join(", ")}], found ${parts.length}`);
  const columns = parts.map((part) => expandDims(part, [part.ndim]));
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
