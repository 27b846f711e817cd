import { dtypeBytes, isComplex, type PerInput, sizeOf } from "@hyrax/core";
import type { ConvGeneralDilatedParams, convGeneralDilated } from "@hyrax/core/library";
import { contiguous } from "@hyrax/jit";
import { i64x2 } from "../assembler/index.js";
import { emitProduct, planProduct } from "../emit/contraction/contraction.js";
import { type Axis, type Place, type ProductSpec, SCRATCH, sameLanes } from "../emit/contraction/product.js";
import { plus } from "../emit/loop-nest.js";
import type { EquationCode, Operand } from "../rules/kernel-rule.js";
import { threadCount } from "../threads/thread-count.js";
import { emitFill, emitMove } from "./move.js";

/** The input with zeros around it and between its elements; cut where padding is negative. */
interface Image {
  /** Of an element of the padded input along each axis, as the input has them. */
  readonly strides: readonly number[];
  /** Of the first element, in elements. */
  readonly offset: number;
  /** The elements that are copied, if the windows do not fit into the input as it is. */
  readonly copy?: {
    readonly size: number;
    readonly shape: readonly number[];
    readonly toStrides: readonly number[];
    readonly to: number;
    readonly from: number;
  };
}

/**
 * A convolution as a product: for each group, the windows of the input, one to a row, with the kernels, one to a column.
 * Nothing is unfolded: a window's elements are at strides from its first one, so panels are packed from the input itself,
 * or from a copy of it in which the zeros of padding and dilation are written out.
 */
export function convolution(
  [lhs, rhs]: PerInput<typeof convGeneralDilated, Operand>,
  params: ConvGeneralDilatedParams,
  [out]: readonly Operand[],
): EquationCode | string {
  const { aval } = out!;
  const { dtype } = aval;
  if (!isComplex(dtype) && !sameLanes(lhs.aval.dtype, dtype)) {
    return `convolutions of ${lhs.aval.dtype} are not added up in ${dtype}`;
  }
  const image = imageOf(lhs, params);
  const bytes = dtypeBytes(lhs.aval.dtype);
  const reserved = image.copy === undefined ? 0 : image.copy.size * bytes + 16;
  const spec = specOf([lhs, rhs], params, out!, image);
  const depth = sizeOf(spec.k.map(({ size }) => size));
  const planned = aval.size === 0 || depth === 0 ? undefined : planProduct(spec, threadCount(), reserved);
  return {
    scratch: planned?.scratch ?? 0,
    work: aval.size * (depth + 1),
    emit(context, scratch) {
      const zero = () => i64x2.const(0n, 0n);
      if (planned === undefined) {
        emitFill(context, aval.size, dtypeBytes(dtype), (inner) => inner.address(out!.buffer), zero);
        return;
      }
      const { copy } = image;
      if (copy !== undefined) {
        emitFill(context, copy.size, bytes, (inner) => inner.address(scratch), zero);
        emitMove(context, {
          shape: copy.shape,
          bytes,
          toStrides: copy.toStrides,
          fromStrides: contiguous(lhs.aval.shape).strides,
          to: (inner) => plus(inner.address(scratch), copy.to * bytes),
          from: (inner) => plus(inner.address(lhs.buffer), copy.from * bytes),
        });
      }
      emitProduct(context, planned, scratch);
    },
  };
}

function imageOf({ aval: { shape } }: Operand, params: ConvGeneralDilatedParams): Image {
  const spatial = params.dimensionNumbers.lhsSpec.slice(2);
  const axes = shape.map((size, axis) => {
    const i = spatial.indexOf(axis);
    if (i < 0) return { size, kept: size, first: 0, low: 0, step: 1 };
    const step = params.lhsDilation[i]!;
    const [low, high] = params.padding[i]!;
    const padded = Math.max(0, (size === 0 ? 0 : (size - 1) * step + 1) + low + high);
    const first = low < 0 ? Math.ceil(-low / step) : 0;
    const last = Math.min(size - 1, Math.floor((padded - 1 - low) / step));
    return { size: padded, kept: Math.max(0, last - first + 1), first, low: low + first * step, step };
  });
  const from = contiguous(shape).strides;
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, n, i) => sum + n * y[i]!, 0);
  const first = dot(
    axes.map((axis) => axis.first),
    from,
  );
  if (axes.every(({ low, kept, size, step }) => step === 1 && low === 0 && kept === size)) {
    return { strides: from, offset: first };
  }
  const sizes = axes.map(({ size }) => size);
  const { strides } = contiguous(sizes);
  return {
    strides,
    offset: 0,
    copy: {
      size: sizeOf(sizes),
      shape: axes.map(({ kept }) => kept),
      toStrides: strides.map((stride, i) => stride * axes[i]!.step),
      to: dot(
        axes.map(({ low }) => low),
        strides,
      ),
      from: first,
    },
  };
}

function specOf(
  [lhs, rhs]: readonly [Operand, Operand],
  params: ConvGeneralDilatedParams,
  out: Operand,
  image: Image,
): ProductSpec {
  const { lhsSpec, rhsSpec, outSpec } = params.dimensionNumbers;
  const { featureGroupCount, batchGroupCount, windowStrides, rhsDilation } = params;
  const place = ({ aval, buffer }: Operand): Place => ({ buffer, offset: 0, dtype: aval.dtype });
  const own = (strides: readonly number[], spec: readonly number[]) => spec.map((axis) => strides[axis]!);
  const [imageStep, featureStep, ...spatialSteps] = own(image.strides, lhsSpec) as [number, number, ...number[]];
  const kernels = contiguous(rhs.aval.shape).strides;
  const [outStep, inStep, ...windowSteps] = own(kernels, rhsSpec) as [number, number, ...number[]];
  const outs = contiguous(out.aval.shape).strides;
  const [outImage, outFeature, ...outSpatial] = own(outs, outSpec) as [number, number, ...number[]];
  const [images, features, ...counts] = own(out.aval.shape, outSpec) as [number, number, ...number[]];
  const [, inFeatures, ...windows] = own(rhs.aval.shape, rhsSpec) as [number, number, ...number[]];
  // Of both kinds of groups there are more than one of one kind at most.
  const groups = Math.max(featureGroupCount, batchGroupCount);
  const groupFeatures = features / groups;
  const groupStep = batchGroupCount > 1 ? images * imageStep : inFeatures * featureStep;
  const axis = (size: number, ...strides: readonly number[]): Axis => ({ size, strides });
  return {
    lhs: {
      buffer: image.copy === undefined ? lhs.buffer : SCRATCH,
      offset: image.offset * dtypeBytes(lhs.aval.dtype),
      dtype: lhs.aval.dtype,
    },
    rhs: place(rhs),
    out: place(out),
    dtype: out.aval.dtype,
    batch: [axis(groups, groupStep, groupFeatures * outStep, groupFeatures * outFeature)],
    m: [
      axis(images, imageStep, 0, outImage),
      ...counts.map((count, i) => axis(count, spatialSteps[i]! * windowStrides[i]!, 0, outSpatial[i]!)),
    ],
    n: [axis(groupFeatures, 0, outStep, outFeature)],
    k: [
      axis(inFeatures, featureStep, inStep, 0),
      ...windows.map((size, i) => axis(size, spatialSteps[i]! * rhsDilation[i]!, windowSteps[i]!, 0)),
    ],
  };
}
