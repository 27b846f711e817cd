import {
  asArray,
  canonicalDtype,
  type DType,
  elementwise,
  type Array as NDArray,
  type Operand,
  requireOptions,
  type Shape,
  sizeOf,
} from "@hyrax/core";
import { type ConvDimensionNumbers, convolution } from "@hyrax/core/library";
import { type ConvLayout, convDimensionNumbers } from "./conv-dimensions.js";
import { convertElementType } from "./conversion.js";
import { broadcastedIota } from "./creation.js";
import { dilated, type Padding, padtypeToPads, perAxis } from "./padding.js";
import { require } from "./require.js";
import { reshape, rev, tile, transpose } from "./shape.js";

export interface ConvOptions {
  /** Holes between the elements of the input: a transposed convolution. */
  readonly lhsDilation?: readonly number[] | null;
  /** Holes between the elements of the kernel: an atrous convolution. */
  readonly rhsDilation?: readonly number[] | null;
  /** Letters as in `["NHWC", "HWIO", "NHWC"]`; `["NCHW", "OIHW", "NCHW"]` if not given. */
  readonly dimensionNumbers?: ConvLayout | ConvDimensionNumbers | null;
  readonly featureGroupCount?: number;
  readonly batchGroupCount?: number;
  /** Accepted for likeness with JAX: engines here always compute in full precision. */
  readonly precision?: "default" | "high" | "highest" | null;
  /** The dtype to add up in and to return; that of the inputs if not given. */
  readonly preferredElementType?: DType;
}

/** The cross-correlation of an input with a kernel over any number of spatial axes. */
export function convGeneralDilated(
  lhs: Operand,
  rhs: Operand,
  windowStrides: readonly number[],
  padding: Padding,
  options: ConvOptions = {},
): NDArray {
  requireOptions("convGeneralDilated", options, [
    "lhsDilation",
    "rhsDilation",
    "dimensionNumbers",
    "featureGroupCount",
    "batchGroupCount",
    "precision",
    "preferredElementType",
  ]);
  const name = "convGeneralDilated";
  const [input, kernel] = [asArray(lhs), asArray(rhs)];
  require(input.ndim >= 2 && kernel.ndim === input.ndim, () =>
    `${name}: input and kernel need as many axes, at least 2, found ${input.aval} and ${kernel.aval}`);
  const dimensionNumbers = convDimensionNumbers(input.shape, kernel.shape, options.dimensionNumbers ?? null);
  const spatial = input.ndim - 2;
  const strides = perAxis(name, "windowStrides", windowStrides, spatial);
  const lhsDilation = perAxis(name, "lhsDilation", options.lhsDilation, spatial);
  const rhsDilation = perAxis(name, "rhsDilation", options.rhsDilation, spatial);
  require(typeof padding !== "string" || padding === "VALID" || lhsDilation.every((n) => n === 1), () =>
    `${name}: the padding ${JSON.stringify(padding)} is not defined with lhsDilation; give numbers, or use convTranspose`);
  const inSpace = dimensionNumbers.lhsSpec.slice(2).map((axis) => input.shape[axis] as number);
  const window = dimensionNumbers.rhsSpec.slice(2).map((axis) => kernel.shape[axis] as number);
  return convolution.convGeneralDilated(input, kernel, {
    windowStrides: strides,
    padding: padtypeToPads(inSpace, dilated(window, rhsDilation), strides, padding),
    lhsDilation,
    rhsDilation,
    dimensionNumbers,
    featureGroupCount: options.featureGroupCount ?? 1,
    batchGroupCount: options.batchGroupCount ?? 1,
    preferredElementType:
      options.preferredElementType === undefined ? null : canonicalDtype(options.preferredElementType),
  });
}

type Precise = Pick<ConvOptions, "precision" | "preferredElementType">;

const preciseNames = ["precision", "preferredElementType"] as const satisfies readonly (keyof Precise)[];

/** `convGeneralDilated` without holes and groups, on `[batch, features, ...space]`. */
export function conv(
  lhs: Operand,
  rhs: Operand,
  windowStrides: readonly number[],
  padding: Padding,
  options: Precise = {},
): NDArray {
  requireOptions("conv", options, preciseNames);
  return convGeneralDilated(lhs, rhs, windowStrides, padding, options);
}

/** `convGeneralDilated` with holes, on `[batch, features, ...space]`. */
export function convWithGeneralPadding(
  lhs: Operand,
  rhs: Operand,
  windowStrides: readonly number[],
  padding: Padding,
  lhsDilation: readonly number[] | null,
  rhsDilation: readonly number[] | null,
  options: Precise = {},
): NDArray {
  requireOptions("convWithGeneralPadding", options, preciseNames);
  return convGeneralDilated(lhs, rhs, windowStrides, padding, { ...options, lhsDilation, rhsDilation });
}

export interface ConvTransposeOptions extends Precise {
  readonly rhsDilation?: readonly number[] | null;
  /** Letters as in `["NHWC", "HWIO", "NHWC"]`, which is what is taken if not given. */
  readonly dimensionNumbers?: ConvLayout | ConvDimensionNumbers | null;
  /** Flip the kernel and exchange its features: then this is the derivative of a convolution with the same kernel. */
  readonly transposeKernel?: boolean;
}

const channelsLast: Readonly<Record<number, ConvLayout>> = {
  2: ["NC", "IO", "NC"],
  3: ["NHC", "HIO", "NHC"],
  4: ["NHWC", "HWIO", "NHWC"],
  5: ["NHWDC", "HWDIO", "NHWDC"],
};

/** A transposed ("fractionally strided") convolution: an output that is `strides` times as large. */
export function convTranspose(
  lhs: Operand,
  rhs: Operand,
  strides: readonly number[],
  padding: Padding,
  options: ConvTransposeOptions = {},
): NDArray {
  requireOptions("convTranspose", options, [
    "rhsDilation",
    "dimensionNumbers",
    "transposeKernel",
    "precision",
    "preferredElementType",
  ]);
  const input = asArray(lhs);
  let kernel = asArray(rhs);
  const layout = options.dimensionNumbers ?? channelsLast[input.ndim];
  require(layout !== undefined, () => `convTranspose: ${input.aval} needs dimensionNumbers`);
  const dimensionNumbers = convDimensionNumbers(input.shape, kernel.shape, layout);
  const rhsDilation = perAxis("convTranspose", "rhsDilation", options.rhsDilation, input.ndim - 2);
  const [outFeatures, inFeatures, ...space] = dimensionNumbers.rhsSpec as [number, number, ...number[]];
  const window = dilated(
    space.map((axis) => kernel.shape[axis] as number),
    rhsDilation,
  );
  const pads =
    typeof padding === "string" ? window.map((k, i) => transposePadding(k, strides[i] as number, padding)) : padding;
  if (options.transposeKernel === true) {
    const exchanged = kernel.shape.map((_, axis) =>
      axis === outFeatures ? inFeatures : axis === inFeatures ? outFeatures : axis,
    );
    kernel = transpose(rev(kernel, space), exchanged);
  }
  const ones = strides.map(() => 1);
  const { precision, preferredElementType } = options;
  return convGeneralDilated(input, kernel, ones, pads, {
    lhsDilation: strides,
    rhsDilation,
    dimensionNumbers,
    ...(precision !== undefined && { precision }),
    ...(preferredElementType !== undefined && { preferredElementType }),
  });
}

/** The padding of the input with holes that gives `strides` times its size ("SAME"), or every window that meets an element. */
function transposePadding(window: number, stride: number, padding: string): readonly [number, number] {
  if (padding === "SAME") {
    const total = window + stride - 2;
    const low = stride > window - 1 ? window - 1 : Math.ceil(total / 2);
    return [low, total - low];
  }
  if (padding === "VALID") return [window - 1, stride - 1 + Math.max(window - stride, 0)];
  throw new RangeError(`convTranspose: ${JSON.stringify(padding)} is not a padding; give "SAME", "VALID" or numbers`);
}

/** Each window of the input along the axis of features: `features * window size` of them, those of one input feature together. */
export function convGeneralDilatedPatches(
  lhs: Operand,
  filterShape: Shape,
  windowStrides: readonly number[],
  padding: Padding,
  options: Omit<ConvOptions, "featureGroupCount" | "batchGroupCount"> = {},
): NDArray {
  requireOptions("convGeneralDilatedPatches", options, [
    "precision",
    "preferredElementType",
    "lhsDilation",
    "rhsDilation",
    "dimensionNumbers",
  ]);
  const input = asArray(lhs);
  const layout = options.dimensionNumbers ?? null;
  const { lhsSpec, rhsSpec } = convDimensionNumbers(input.shape, input.shape, layout);
  const size = sizeOf(filterShape);
  const features = input.shape[lhsSpec[1] as number] as number;
  // One kernel for each position of the window, which picks the element there.
  const rows = broadcastedIota("int32", [size, size], 0);
  const identity = convertElementType(elementwise.eq(rows, broadcastedIota("int32", [size, size], 1)), input.dtype);
  const picks = tile(reshape(identity, [size, 1, ...filterShape]), [
    features,
    ...Array<number>(filterShape.length + 1).fill(1),
  ]);
  const order = rhsSpec.map((_, axis) => rhsSpec.indexOf(axis));
  return convGeneralDilated(input, transpose(picks, order), windowStrides, padding, {
    ...options,
    featureGroupCount: features,
  });
}
