import {
  asArray,
  elementwise,
  indexing,
  Array as NDArray,
  type Operand,
  requireOptions,
  type Shape,
} from "@hyrax/core";
import { canonicalMode, gather, type Mode } from "./gather.js";
import { require } from "./require.js";

/** Which axes of operand, indices and updates belong together, with the names of XLA and JAX. */
export interface ScatterDimensionNumbers {
  readonly updateWindowDims: readonly number[];
  readonly insertedWindowDims: readonly number[];
  readonly scatterDimsToOperandDims: readonly number[];
  readonly operandBatchingDims?: readonly number[];
  readonly scatterIndicesBatchingDims?: readonly number[];
}

export interface ScatterOptions {
  /** "drop" if not given: then an index out of bounds writes nothing. */
  readonly mode?: Mode | null;
  readonly indicesAreSorted?: boolean;
  readonly uniqueIndices?: boolean;
}

const scatterOptionNames = [
  "mode",
  "indicesAreSorted",
  "uniqueIndices",
] as const satisfies readonly (keyof ScatterOptions)[];

function params(dimensionNumbers: ScatterDimensionNumbers, options: ScatterOptions) {
  return {
    dimensionNumbers: { operandBatchingDims: [], scatterIndicesBatchingDims: [], ...dimensionNumbers },
    mode: canonicalMode(options.mode, "fill"),
    indicesAreSorted: options.indicesAreSorted ?? false,
    uniqueIndices: options.uniqueIndices ?? false,
  };
}

/** x with updates at the indices; of two updates of one element the last one stays. Updates out of bounds are dropped. */
export function scatter(
  x: Operand,
  indices: Operand,
  updates: Operand,
  dimensionNumbers: ScatterDimensionNumbers,
  options: ScatterOptions = {},
): NDArray {
  requireOptions("scatter", options, scatterOptionNames);
  return indexing.scatter(asArray(x), asArray(indices), asArray(updates), params(dimensionNumbers, options));
}

/** x with updates added at the indices. Updates out of bounds are dropped. */
export function scatterAdd(
  x: Operand,
  indices: Operand,
  updates: Operand,
  dimensionNumbers: ScatterDimensionNumbers,
  options: ScatterOptions = {},
): NDArray {
  requireOptions("scatterAdd", options, scatterOptionNames);
  return indexing.scatterAdd(asArray(x), asArray(indices), asArray(updates), params(dimensionNumbers, options));
}

/** x with updates subtracted at the indices. Updates out of bounds are dropped. */
export function scatterSub(
  x: Operand,
  indices: Operand,
  updates: Operand,
  dimensionNumbers: ScatterDimensionNumbers,
  options: ScatterOptions = {},
): NDArray {
  requireOptions("scatterSub", options, scatterOptionNames);
  return scatterAdd(x, indices, elementwise.neg(updates), dimensionNumbers, options);
}

/** x multiplied by updates at the indices. Updates out of bounds are dropped. */
export function scatterMul(
  x: Operand,
  indices: Operand,
  updates: Operand,
  dimensionNumbers: ScatterDimensionNumbers,
  options: ScatterOptions = {},
): NDArray {
  requireOptions("scatterMul", options, scatterOptionNames);
  return indexing.scatterMul(asArray(x), asArray(indices), asArray(updates), params(dimensionNumbers, options));
}

/** The lesser of x and the updates at the indices. Updates out of bounds are dropped. */
export function scatterMin(
  x: Operand,
  indices: Operand,
  updates: Operand,
  dimensionNumbers: ScatterDimensionNumbers,
  options: ScatterOptions = {},
): NDArray {
  requireOptions("scatterMin", options, scatterOptionNames);
  return indexing.scatterMin(asArray(x), asArray(indices), asArray(updates), params(dimensionNumbers, options));
}

/** The greater of x and the updates at the indices. Updates out of bounds are dropped. */
export function scatterMax(
  x: Operand,
  indices: Operand,
  updates: Operand,
  dimensionNumbers: ScatterDimensionNumbers,
  options: ScatterOptions = {},
): NDArray {
  requireOptions("scatterMax", options, scatterOptionNames);
  return indexing.scatterMax(asArray(x), asArray(indices), asArray(updates), params(dimensionNumbers, options));
}

export interface ScatterApplyOptions extends ScatterOptions {
  /** The shape that updates would have; needed where the windows do not cover whole axes of x. */
  readonly updateShape?: Shape;
}

/** x with f applied to the elements at the indices; to an element that is named twice, once. */
export function scatterApply(
  x: Operand,
  indices: Operand,
  f: (values: NDArray) => NDArray,
  dimensionNumbers: ScatterDimensionNumbers,
  options: ScatterApplyOptions = {},
): NDArray {
  requireOptions("scatterApply", options, ["updateShape", "mode", "indicesAreSorted", "uniqueIndices"]);
  const { updateShape, ...scatterOptions } = options;
  const array = asArray(x);
  const { updateWindowDims, insertedWindowDims, operandBatchingDims = [] } = dimensionNumbers;
  const window = updateShape && updateWindowDims.map((axis) => updateShape?.[axis] as number);
  const removed = [...insertedWindowDims, ...operandBatchingDims];
  let next = 0;
  const sliceSizes = array.shape.map((n, axis) => (removed.includes(axis) ? 1 : (window?.[next++] ?? n)));
  const values = gather(
    array,
    indices,
    {
      offsetDims: updateWindowDims,
      collapsedSliceDims: insertedWindowDims,
      startIndexMap: dimensionNumbers.scatterDimsToOperandDims,
      operandBatchingDims,
      startIndicesBatchingDims: dimensionNumbers.scatterIndicesBatchingDims ?? [],
    },
    sliceSizes,
    { mode: "clip" },
  );
  const updates = f(values);
  require(updates instanceof NDArray && updates.shape.join() === values.shape.join(), () =>
    `scatterApply: the function must keep the shape of ${values.aval}, found ${updates?.aval ?? String(updates)}`);
  return scatter(array, indices, updates, dimensionNumbers, scatterOptions);
}
