import { dtypeBytes, type PerInput, sizeOf } from "@hyrax/core";
import type { ConvGeneralDilatedParams, convGeneralDilated } from "@hyrax/core/library";
import { contiguous } from "@hyrax/jit";
import { i64x2 } from "../assembler/index.js";
import { emitProduct, type PlannedProduct, planProduct } from "../emit/contraction/contraction.js";
import { type Axis, type ProductSpec, SCRATCH } from "../emit/contraction/product.js";
import { plus } from "../emit/loop-nest.js";
import type { EquationCode, Operand } from "../rules/kernel-rule.js";
import { threadCount } from "../threads/thread-count.js";
import { type Sliding, type SlidingAxis, slidingAxes } from "./convolution-axes.js";
import { emitFill, emitMove } from "./move.js";

/** The input as the windows meet it: as it is, or a copy with zeros around its elements and between them. */
interface Image {
  /** In elements, along the axes of the input. */
  readonly strides: readonly number[];
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
 * or from a copy of it in which the zeros of padding are written out. Where the input is dilated, there is a product for
 * each way in which the elements of a window can meet those of the input.
 */
export function convolution(
  [lhs, rhs]: PerInput<typeof convGeneralDilated, Operand>,
  params: ConvGeneralDilatedParams,
  [out]: readonly Operand[],
): EquationCode {
  const { aval } = out!;
  const { dtype } = aval;
  const axes = slidingAxes(lhs.aval.shape, rhs.aval.shape, aval.shape, params);
  const image = imageOf(lhs, axes, params);
  const bytes = dtypeBytes(lhs.aval.dtype);
  const reserved = image.copy === undefined ? 0 : image.copy.size * bytes + 16;
  const specs = combinations(axes).map((slidings) => specOf([lhs, rhs], params, out!, image, slidings));
  const sizes = (spec: ProductSpec) =>
    [spec.batch, spec.m, spec.n, spec.k].map((list) => sizeOf(list.map(({ size }) => size)));
  const whole = specs.filter((spec) => !sizes(spec).includes(0));
  const products = whole.map((spec): PlannedProduct => planProduct(spec, threadCount(), reserved));
  const written = whole.reduce(
    (sum, spec) =>
      sum +
      sizes(spec)
        .slice(0, 3)
        .reduce((x, y) => x * y, 1),
    0,
  );
  const zero = () => i64x2.const(0n, 0n);
  return {
    scratch: Math.max(0, ...products.map(({ scratch }) => scratch)),
    work: whole.reduce((sum, spec) => sum + sizes(spec).reduce((x, y) => x * y, 1), aval.size),
    emit(context, scratch) {
      // Where no element of a window meets one of the input.
      if (written < aval.size) {
        emitFill(context, aval.size, dtypeBytes(dtype), (inner) => inner.address(out!.buffer), zero);
      }
      const { copy } = image;
      if (copy !== undefined && products.length > 0) {
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
      for (const product of products) emitProduct(context, product, scratch);
    },
  };
}

/** One way of sliding along each axis, in every combination. */
function combinations(axes: readonly SlidingAxis[]): readonly (readonly Sliding[])[] {
  return axes.reduce<readonly (readonly Sliding[])[]>(
    (lists, { ways }) => lists.flatMap((list) => ways.map((way) => [...list, way])),
    [[]],
  );
}

function imageOf(
  { aval: { shape } }: Operand,
  sliding: readonly SlidingAxis[],
  { dimensionNumbers }: ConvGeneralDilatedParams,
): Image {
  const spatial = dimensionNumbers.lhsSpec.slice(2);
  const axes = shape.map((size, axis) => {
    const i = spatial.indexOf(axis);
    return i < 0 ? { size, kept: size, first: 0, low: 0, step: 1 } : sliding[i]!.image;
  });
  const from = contiguous(shape).strides;
  if (
    axes.every(
      ({ size, kept, first, low, step }, i) => step === 1 && low + first === 0 && kept === size && size === shape[i],
    )
  ) {
    return { strides: from };
  }
  const sizes = axes.map(({ size }) => size);
  const { strides } = contiguous(sizes);
  const dot = (numbers: readonly number[], steps: readonly number[]) =>
    numbers.reduce((sum, n, i) => sum + n * steps[i]!, 0);
  return {
    strides,
    copy: {
      size: sizeOf(sizes),
      shape: axes.map(({ kept }) => kept),
      toStrides: strides.map((stride, i) => stride * axes[i]!.step),
      to: dot(
        axes.map(({ low }) => low),
        strides,
      ),
      from: dot(
        axes.map(({ first }) => first),
        from,
      ),
    },
  };
}

function specOf(
  [lhs, rhs]: readonly [Operand, Operand],
  params: ConvGeneralDilatedParams,
  out: Operand,
  image: Image,
  slidings: readonly Sliding[],
): ProductSpec {
  const { lhsSpec, rhsSpec, outSpec } = params.dimensionNumbers;
  const { featureGroupCount, batchGroupCount } = params;
  const own = (list: readonly number[], spec: readonly number[]) =>
    spec.map((axis) => list[axis]!) as [number, number, ...number[]];
  const [imageStep, featureStep, ...places] = own(image.strides, lhsSpec);
  const [kernelStep, inStep, ...taps] = own(contiguous(rhs.aval.shape).strides, rhsSpec);
  const [outImage, outFeature, ...outs] = own(contiguous(out.aval.shape).strides, outSpec);
  const [images, features] = own(out.aval.shape, outSpec);
  const [, inFeatures] = own(rhs.aval.shape, rhsSpec);
  // Of both kinds of groups there are more than one of one kind at most.
  const groups = Math.max(featureGroupCount, batchGroupCount);
  const groupFeatures = features / groups;
  const groupStep = batchGroupCount > 1 ? images * imageStep : inFeatures * featureStep;
  const axis = (size: number, ...strides: readonly number[]): Axis => ({ size, strides });
  const firsts = (steps: readonly number[], of: (way: Sliding) => number) =>
    slidings.reduce((sum, way, i) => sum + of(way) * steps[i]!, 0);
  const place = ({ buffer, aval: { dtype } }: Operand, elements: number) => {
    return { buffer, offset: elements * dtypeBytes(dtype), dtype };
  };
  const input = image.copy === undefined ? lhs : { ...lhs, buffer: SCRATCH };
  return {
    lhs: place(
      input,
      firsts(places, (way) => way.place),
    ),
    rhs: place(
      rhs,
      firsts(taps, (way) => way.tap),
    ),
    out: place(
      out,
      firsts(outs, (way) => way.first),
    ),
    dtype: out.aval.dtype,
    sparse: slidings.some(({ tapStep }) => tapStep > 1),
    batch: [axis(groups, groupStep, groupFeatures * kernelStep, groupFeatures * outFeature)],
    m: [
      axis(images, imageStep, 0, outImage),
      ...slidings.map((way, i) => axis(way.count, places[i]! * way.placeStep, 0, outs[i]! * way.step)),
    ],
    n: [axis(groupFeatures, 0, kernelStep, outFeature)],
    k: [
      axis(inFeatures, featureStep, inStep, 0),
      ...slidings.map((way, i) => axis(way.taps, places[i]! * way.tapPlaces, taps[i]! * way.tapStep, 0)),
    ],
  };
}
