import {
  allocate,
  type DType,
  dtypeKind,
  encodeElement,
  type GatherParams,
  isInexact,
  type ShapedArray,
} from "@hyrax/core";
import { isWide } from "./doubles.js";
import type { BinaryKernel } from "./loops.js";
import { greatestOf, greatestWide, leastOf, leastWide } from "./ranges.js";
import { scatteredWindows } from "./scattered-windows.js";
import { asWords, stridedCopy, wordsPerElement } from "./strided.js";

/** `gather`: out of bounds, mode "fill" fills the window and the other modes move it to the nearest place inside. */
export function gather(
  [x, indices]: readonly [ShapedArray, ShapedArray],
  { dimensionNumbers: d, sliceSizes, mode, fillValue }: GatherParams,
  outs: readonly ShapedArray[],
): BinaryKernel {
  const [out] = outs as [ShapedArray];
  const { dtype } = x;
  const windows = scatteredWindows(x, indices, out, sliceSizes, {
    windowDims: d.offsetDims,
    collapsedDims: d.collapsedSliceDims,
    indexMap: d.startIndexMap,
    batchingDims: d.operandBatchingDims,
    indicesBatchingDims: d.startIndicesBatchingDims,
  });
  const words = wordsPerElement(dtype);
  const { shape, xStrides, yStrides } = windows;
  const copy = stridedCopy(shape, xStrides, yStrides, words);
  const fill = stridedCopy(
    shape,
    xStrides.map(() => 0),
    yStrides,
    words,
  );
  const clamp = mode !== "fill";
  const filler = asWords(oneElement(dtype, fillValue), dtype);
  return ([data, indexData]) => {
    const result = allocate(dtype, out.size);
    const from = asWords(data, dtype);
    const to = asWords(result, dtype);
    windows.visit(indexData, clamp, (xOffset, yOffset) => {
      if (xOffset < 0) fill(filler, 0, to, yOffset);
      else copy(from, xOffset, to, yOffset);
    });
    return [result];
  };
}

function oneElement(dtype: DType, value: number | null) {
  const element = allocate(dtype, 1);
  // Which of number and bigint the storage takes follows from the dtype.
  (element as Record<number, number | bigint>)[0] = encodeElement(value ?? defaultFill(dtype), dtype);
  return element;
}

/** NaN (whose imaginary part is 0), the least signed integer, the greatest unsigned one, or true. */
function defaultFill(dtype: DType): number | bigint {
  const signed = dtypeKind(dtype) === "i";
  if (isWide(dtype)) return signed ? leastWide(dtype) : greatestWide(dtype);
  return isInexact(dtype) ? Number.NaN : signed ? leastOf(dtype) : greatestOf(dtype);
}
