import type { ShapedArray } from "../aval.js";
import type { DType } from "../dtypes/dtype.js";
import { primitive } from "../primitive.js";
import { contractionAval, require, requireKind, requireSameDtype } from "./abstract.js";

/** For each of input, kernel and output: which axis is what, as `[batch, feature, ...spatial]`; the kernel's are `[out, in, ...spatial]`. */
export interface ConvDimensionNumbers {
  readonly lhsSpec: readonly number[];
  readonly rhsSpec: readonly number[];
  readonly outSpec: readonly number[];
}

export interface ConvGeneralDilatedParams {
  readonly windowStrides: readonly number[];
  /** Before and after each spatial axis; negative cuts. */
  readonly padding: readonly (readonly [low: number, high: number])[];
  /** Holes between the elements of the input: transposed convolution. */
  readonly lhsDilation: readonly number[];
  /** Holes between the elements of the kernel: atrous convolution. */
  readonly rhsDilation: readonly number[];
  readonly dimensionNumbers: ConvDimensionNumbers;
  readonly featureGroupCount: number;
  readonly batchGroupCount: number;
  readonly preferredElementType: DType | null;
}

/**
 * The number of windows along an axis: how often a dilated window fits into the dilated, padded input. Throws a `Misfit` for strides
 * and dilations that are no positive integers.
 */
export function windowCount(
  size: number,
  window: number,
  stride: number,
  [low, high]: readonly [number, number],
  baseDilation: number,
  windowDilation: number,
): number {
  const steps = [stride, baseDilation, windowDilation];
  require(steps.every((n) => Number.isInteger(n) && n > 0), () =>
    `strides and dilations must be positive integers, found a stride of ${stride} and dilations of ${baseDilation} and ${windowDilation}`);
  const base = size === 0 ? 0 : (size - 1) * baseDilation + 1;
  const extent = window === 0 ? 0 : (window - 1) * windowDilation + 1;
  return Math.max(0, Math.floor((base + low + high - extent) / stride) + 1);
}

/** `convGeneralDilated(lhs, rhs)`: cross-correlation of an input with a kernel over any number of spatial axes. */
export const convGeneralDilated = primitive(
  "conv_general_dilated",
  (inputs: readonly [lhs: ShapedArray, rhs: ShapedArray], params: ConvGeneralDilatedParams) => {
    const [lhs, rhs] = inputs;
    const {
      windowStrides,
      padding,
      lhsDilation,
      rhsDilation,
      dimensionNumbers,
      featureGroupCount,
      batchGroupCount,
      preferredElementType,
    } = params;
    const { lhsSpec, rhsSpec, outSpec } = dimensionNumbers;
    requireSameDtype(inputs);
    requireKind(lhs, "iufc");
    const spatial = lhs.shape.length - 2;
    for (const list of [rhs.shape, lhsSpec, rhsSpec, outSpec]) {
      require(spatial >= 0 && list.length === spatial + 2, () =>
        `input, kernel and dimension numbers must have the same rank, 2 or more, found ${lhs} and ${rhs}`);
    }
    for (const list of [windowStrides, padding, lhsDilation, rhsDilation]) {
      require(list.length === spatial, () => `strides, padding and dilations must have ${spatial} entries`);
    }
    const sizes = (x: ShapedArray, spec: readonly number[]) =>
      spec.map((axis) => x.shape[axis]) as [number, number, ...number[]];
    const [batch, features, ...image] = sizes(lhs, lhsSpec);
    const [outFeatures, inFeatures, ...window] = sizes(rhs, rhsSpec);
    require(features === inFeatures * featureGroupCount, () =>
      `${lhs} has ${features} features, but the kernel ${rhs} takes ${inFeatures} in each of ${featureGroupCount} groups`);
    require(featureGroupCount === 1 || batchGroupCount === 1, () =>
      `only one of featureGroupCount and batchGroupCount may be greater than 1, found ${featureGroupCount} and ${batchGroupCount}`);
    const groups = (size: number, count: number) => {
      require(size % count === 0, () => `the size ${size} does not divide into ${count} groups`);
      return size / count;
    };
    groups(outFeatures, featureGroupCount);
    groups(outFeatures, batchGroupCount);
    const shape: number[] = [];
    shape[outSpec[0] as number] = groups(batch, batchGroupCount);
    shape[outSpec[1] as number] = outFeatures;
    for (let i = 0; i < spatial; i++) {
      shape[outSpec[i + 2] as number] = windowCount(
        image[i] as number,
        window[i] as number,
        windowStrides[i] as number,
        padding[i] as readonly [number, number],
        lhsDilation[i] as number,
        rhsDilation[i] as number,
      );
    }
    return contractionAval(shape, inputs, preferredElementType);
  },
);

/** Convolutions. */
export const convolution = { convGeneralDilated };
