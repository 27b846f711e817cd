import { broadcastInDim, type Array as NDArray, reshape, type ShapedArray, scalarArray } from "@hyrax/core";
import { type ConvGeneralDilatedParams, convGeneralDilated, convolution } from "@hyrax/core/library";
import { elementAval, moveAxis, replaced, without } from "../interpreters/axes.js";
import { type Batched, batchFamily } from "../interpreters/rule.js";

export const convolutionBatch = batchFamily(convolution, {
  convGeneralDilated: ([lhs, rhs], params, { size }) => {
    // No groups at all are not a convolution; but then there is nothing to compute.
    if (size === 0)
      return noResults(
        [lhs, rhs].map(({ value, axis }) => elementAval(value.aval, axis)),
        params,
      );
    if (lhs.axis === null) return overKernels(lhs.value, rhs, params, size);
    if (rhs.axis === null) return overInputs(lhs, rhs.value, params, size);
    return overBoth(lhs, rhs, params, size);
  },
});

/** A batch of inputs and one kernel: the mapped axis becomes part of the convolution's own batch. */
function overInputs(lhs: Batched, rhs: NDArray, params: ConvGeneralDilatedParams, size: number): Batched {
  const { batchGroupCount, dimensionNumbers } = params;
  const [batch] = dimensionNumbers.lhsSpec as readonly [number];
  const [outBatch] = dimensionNumbers.outSpec as readonly [number];
  const input = fold(lhs, batch, batchGroupCount);
  return unfold(convGeneralDilated(input, rhs, params), outBatch, 1, size);
}

/** One input and a batch of kernels: the mapped axis becomes part of the output features. */
function overKernels(lhs: NDArray, rhs: Batched, params: ConvGeneralDilatedParams, size: number): Batched {
  const { featureGroupCount, batchGroupCount, dimensionNumbers } = params;
  const [outFeatures] = dimensionNumbers.rhsSpec as readonly [number];
  const [, features] = dimensionNumbers.outSpec as readonly [number, number];
  // The groups come first in the output features, and at most one kind of them is more than one.
  const groups = featureGroupCount * batchGroupCount;
  const kernel = fold(rhs, outFeatures, groups);
  return unfold(convGeneralDilated(lhs, kernel, params), features, groups, size);
}

/** An input and a kernel for each element of the batch: groups, each of which sees its own features only. */
function overBoth(lhs: Batched, rhs: Batched, params: ConvGeneralDilatedParams, size: number): Batched {
  const { featureGroupCount, batchGroupCount, dimensionNumbers } = params;
  const [batch, features] = dimensionNumbers.lhsSpec as readonly [number, number];
  const [outFeatures] = dimensionNumbers.rhsSpec as readonly [number];
  const [, resultFeatures] = dimensionNumbers.outSpec as readonly [number, number];
  const grouped =
    batchGroupCount > 1
      ? { ...params, batchGroupCount: batchGroupCount * size }
      : { ...params, featureGroupCount: featureGroupCount * size };
  const input = fold(lhs, batchGroupCount > 1 ? batch : features, 1);
  const result = convGeneralDilated(input, fold(rhs, outFeatures, 1), grouped);
  return unfold(result, resultFeatures, 1, size);
}

function noResults(avals: readonly ShapedArray[], params: ConvGeneralDilatedParams): Batched {
  const [element] = convGeneralDilated.abstractEval(avals, params) as readonly [ShapedArray];
  const zero = scalarArray(0, element.dtype, element.weakType);
  return { value: broadcastInDim(zero, { shape: [0, ...element.shape], broadcastDimensions: [] }), axis: 0 };
}

/** Makes the mapped axis part of an axis of the element, whose first part are groups: `[groups, mapped, rest]`. */
function fold({ value, axis }: Batched, into: number, groups: number): NDArray {
  const size = value.shape[axis as number] as number;
  const element = without(value.shape, axis as number);
  const whole = element[into] as number;
  const rest = whole / groups;
  const first = moveAxis(value, axis as number, into);
  const spread = reshape(first, { newSizes: replaced(first.shape, into + 1, [groups, rest]) });
  return reshape(moveAxis(spread, into, into + 1), { newSizes: replaced(element, into, [size * whole]) });
}

/** Takes the mapped axis out of an axis that is `[groups, mapped, rest]`. */
function unfold(x: NDArray, from: number, groups: number, size: number): Batched {
  const whole = x.shape[from] as number;
  const rest = whole / (groups * size);
  const spread = reshape(x, { newSizes: replaced(x.shape, from, [groups, size, rest]) });
  const first = moveAxis(spread, from + 1, from);
  return { value: reshape(first, { newSizes: replaced(x.shape, from, [size, groups * rest]) }), axis: from };
}
