import { isComplex, type ScatterParams, type ShapedArray, type TypedArray } from "@hyrax/core";
import { type Combination, narrow } from "./combinations.js";
import { partsOf } from "./complex/loops.js";
import { combiner, storeParts } from "./complex/reduce.js";
import { bigints, encodeDoubles, isWide, ownDoubles, toDoubles } from "./doubles.js";
import type { TernaryKernel } from "./loops.js";
import { type ScatteredWindows, scatteredWindows } from "./scattered-windows.js";
import { asWords, stridedCopy, stridedWalk, wordsPerElement } from "./strided.js";

type Inputs = readonly [x: ShapedArray, indices: ShapedArray, updates: ShapedArray];

function windowsOf([x, indices, updates]: Inputs, { dimensionNumbers: d }: ScatterParams): ScatteredWindows {
  const windowDims = [...d.updateWindowDims].sort((a, b) => a - b);
  const removed = [...d.insertedWindowDims, ...d.operandBatchingDims];
  let k = 0;
  const window = x.shape.map((_, axis) => (removed.includes(axis) ? 1 : updates.shape[windowDims[k++]!]!));
  return scatteredWindows(x, indices, updates, window, {
    windowDims,
    collapsedDims: d.insertedWindowDims,
    indexMap: d.scatterDimsToOperandDims,
    batchingDims: d.operandBatchingDims,
    indicesBatchingDims: d.scatterIndicesBatchingDims,
  });
}

/** `scatter`: updates replace elements, later ones those before. Windows out of bounds are dropped, unless clipped. */
export function scatterReplace(inputs: Inputs, params: ScatterParams): TernaryKernel {
  const { dtype } = inputs[0];
  const windows = windowsOf(inputs, params);
  const copy = stridedCopy(windows.shape, windows.yStrides, windows.xStrides, wordsPerElement(dtype));
  const clamp = params.mode === "clip";
  return ([x, indices, updates]) => {
    const result = x.slice();
    const to = asWords(result, dtype);
    const from = asWords(updates, dtype);
    windows.visit(indices, clamp, (xOffset, yOffset) => {
      if (xOffset >= 0) copy(from, yOffset, to, xOffset);
    });
    return [result];
  };
}

/** `scatterAdd` and its like: elements are combined with all updates to them, and rounded once. */
export function scatterCombine(combination: Combination) {
  return (inputs: Inputs, params: ScatterParams): TernaryKernel => {
    const { dtype } = inputs[0];
    const windows = windowsOf(inputs, params);
    const walk = stridedWalk(windows.shape, windows.xStrides, windows.yStrides);
    const clamp = params.mode === "clip";
    const apply = (indices: TypedArray, visit: (at: number, from: number) => void) =>
      windows.visit(indices, clamp, (xOffset, yOffset) => {
        if (xOffset >= 0) walk(visit, xOffset, yOffset);
      });

    if (isWide(dtype)) {
      return ([x, indices, updates]) => {
        const result = bigints(x.slice());
        const from = bigints(updates);
        apply(indices, (at, y) => {
          result[at] = combination.wide(result[at]!, from[y]!);
        });
        return [result];
      };
    }
    if (isComplex(dtype)) {
      const combineAt = combiner(combination.complex!);
      return ([x, indices, updates]) => {
        const result = Float64Array.from(partsOf(x));
        const from = partsOf(updates);
        apply(indices, (at, y) => combineAt(result, at, from[2 * y]!, from[2 * y + 1]!));
        return [storeParts(result, dtype)];
      };
    }
    const f = narrow(combination, dtype);
    return ([x, indices, updates]) => {
      const result = ownDoubles(x, dtype);
      const from = toDoubles(updates, dtype);
      apply(indices, (at, y) => {
        result[at] = f(result[at]!, from[y]!);
      });
      return [encodeDoubles(result, dtype)];
    };
  };
}
