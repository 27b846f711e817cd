import { allocate, indexing, type Shape, type ShapedArray, type TypedArray } from "@hyrax/core";
import { greatest, least, product, sum } from "../combinations.js";
import { gather } from "../gather.js";
import { cpuFamily, type Kernel } from "../kernel.js";
import { scatterCombine, scatterReplace } from "../scatter.js";
import { asWords, rowMajorStrides, stridedCopy, wordsPerElement } from "../strided.js";

/** Where a window of a size starts, of which the scalars from `first` on say the start, moved so that it lies inside. */
function windowStart(shape: Shape, window: Shape, first: number): (inputs: readonly TypedArray[]) => number {
  const strides = rowMajorStrides(shape);
  const limits = shape.map((n, axis) => n - window[axis]!);
  return (inputs) => {
    let offset = 0;
    for (let axis = 0; axis < strides.length; axis++) {
      const start = Number(inputs[first + axis]![0]);
      offset += Math.max(0, Math.min(limits[axis]!, start)) * strides[axis]!;
    }
    return offset;
  };
}

function dynamicSlice([x]: readonly ShapedArray[], out: ShapedArray): Kernel {
  const { shape, dtype } = x!;
  const start = windowStart(shape, out.shape, 1);
  const copy = stridedCopy(out.shape, rowMajorStrides(shape), rowMajorStrides(out.shape), wordsPerElement(dtype));
  return (inputs) => {
    const result = allocate(dtype, out.size);
    copy(asWords(inputs[0]!, dtype), start(inputs), asWords(result, dtype), 0);
    return [result];
  };
}

function dynamicUpdateSlice([x, update]: readonly ShapedArray[]): Kernel {
  const { shape, dtype } = x!;
  const window = update!.shape;
  const start = windowStart(shape, window, 2);
  const copy = stridedCopy(window, rowMajorStrides(window), rowMajorStrides(shape), wordsPerElement(dtype));
  return (inputs) => {
    const result = inputs[0]!.slice();
    copy(asWords(inputs[1]!, dtype), 0, asWords(result, dtype), start(inputs));
    return [result];
  };
}

export const indexingCpu = cpuFamily(indexing, {
  slice: ([x], { startIndices, strides }, [out]) => {
    const { dtype } = x;
    const own = rowMajorStrides(x.shape);
    const offset = own.reduce((sum, stride, axis) => sum + startIndices[axis]! * stride, 0);
    const steps = own.map((stride, axis) => stride * (strides?.[axis] ?? 1));
    const copy = stridedCopy(out!.shape, steps, rowMajorStrides(out!.shape), wordsPerElement(dtype));
    return ([input]) => {
      const result = allocate(dtype, out!.size);
      copy(asWords(input, dtype), offset, asWords(result, dtype), 0);
      return [result];
    };
  },
  dynamicSlice: (inputs, _, [out]) => dynamicSlice(inputs, out!),
  dynamicUpdateSlice: (inputs) => dynamicUpdateSlice(inputs),
  gather,
  scatter: scatterReplace,
  scatterAdd: scatterCombine(sum),
  scatterMul: scatterCombine(product),
  scatterMin: scatterCombine(least),
  scatterMax: scatterCombine(greatest),
});
