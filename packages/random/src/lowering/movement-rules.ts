import {
  allGather,
  allToAll,
  broadcastInDim,
  concatenate,
  copy,
  dynamicSlice,
  dynamicUpdateSlice,
  gather,
  type Array as NDArray,
  ppermute,
  reshape,
  rev,
  type Shape,
  type ShapedArray,
  scalarArray,
  scatter,
  selectN,
  slice,
  split,
  squeeze,
  stopGradient,
  transpose,
} from "@hyrax/core";
import { keyRule } from "./key-rule.js";
import { spread } from "./words.js";

/** A start index of 0 for the axis of the words, of the dtype of the others. */
function withWordStart(starts: readonly NDArray[]): readonly NDArray[] {
  return [...starts, scalarArray(0, starts[0]?.dtype ?? "int32")];
}

/** Keys in a shape of keys: a scalar key goes with any shape, as a scalar number does. */
export function spreadKeys(keys: NDArray, shape: Shape): NDArray {
  return keys.ndim > 1 ? keys : broadcastInDim(keys, { shape: [...shape, 2], broadcastDimensions: [shape.length] });
}

/** The shape of operands that are scalars or all of one shape. */
export function commonShape(types: readonly ShapedArray[]): Shape {
  return types.find((type) => type.shape.length > 0)?.shape ?? [];
}

/** What moves elements without looking at them: the axis of the words comes along, last. */
export const movementRules = [
  keyRule(broadcastInDim, ([keys], { shape, broadcastDimensions }) =>
    broadcastInDim(keys, { shape: [...shape, 2], broadcastDimensions: [...broadcastDimensions, shape.length] }),
  ),
  keyRule(reshape, ([keys], { newSizes }) => reshape(keys, { newSizes: [...newSizes, 2] })),
  keyRule(transpose, ([keys], { permutation }) =>
    transpose(keys, { permutation: [...permutation, permutation.length] }),
  ),
  keyRule(squeeze, ([keys], params) => squeeze(keys, params)),
  keyRule(rev, ([keys], params) => rev(keys, params)),
  keyRule(concatenate, (inputs, params) => concatenate(inputs, params)),
  keyRule(split, (inputs, params) => split(inputs, params)),
  keyRule(slice, ([keys], { startIndices, limitIndices, strides }) =>
    slice(keys, {
      startIndices: [...startIndices, 0],
      limitIndices: [...limitIndices, 2],
      strides: strides && [...strides, 1],
    }),
  ),
  keyRule(dynamicSlice, ([keys, ...starts], { sliceSizes }) =>
    dynamicSlice([keys as NDArray, ...withWordStart(starts)], { sliceSizes: [...sliceSizes, 2] }),
  ),
  keyRule(dynamicUpdateSlice, ([keys, update, ...starts]) =>
    dynamicUpdateSlice([keys as NDArray, update as NDArray, ...withWordStart(starts)]),
  ),
  keyRule(gather, ([keys, indices], params, [type]) => {
    const { dimensionNumbers, sliceSizes } = params;
    const { offsetDims, collapsedSliceDims, operandBatchingDims } = dimensionNumbers;
    const window = type.shape.length - collapsedSliceDims.length - operandBatchingDims.length;
    const rank = window + indices.ndim - 1;
    return gather(keys, indices, {
      ...params,
      dimensionNumbers: { ...dimensionNumbers, offsetDims: [...offsetDims, rank] },
      sliceSizes: [...sliceSizes, 2],
    });
  }),
  keyRule(scatter, ([keys, indices, updates], params, [, , type]) => {
    const { dimensionNumbers } = params;
    const updateWindowDims = [...dimensionNumbers.updateWindowDims, type.shape.length];
    return scatter(keys, indices, updates, {
      ...params,
      dimensionNumbers: { ...dimensionNumbers, updateWindowDims },
    });
  }),
  keyRule(selectN, ([which, ...cases], _, [, ...types]) => {
    const shape = commonShape(types);
    const selector = which as NDArray;
    // A scalar selector goes with any shape, and so with the one that has the words.
    const wide = selector.ndim === 0 ? selector : spread(selector, [...shape, 2], 0);
    return selectN([wide, ...cases.map((keys) => spreadKeys(keys, shape))]);
  }),
  keyRule(copy, ([keys]) => copy(keys)),
  keyRule(stopGradient, ([keys]) => keys),
  keyRule(allGather, ([keys], params) => allGather(keys, params)),
  keyRule(ppermute, ([keys], params) => ppermute(keys, params)),
  keyRule(allToAll, ([keys], params) => allToAll(keys, params)),
];
