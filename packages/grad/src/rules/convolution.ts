import { type Array as NDArray, reshape, rev, type Shape, type ShapedArray, transpose } from "@hyrax/core";
import { type ConvGeneralDilatedParams, convGeneralDilated, convolution } from "@hyrax/core/library";
import { zeros } from "../interpreters/tangent.js";
import { bilinear, jvpFamily, perOperand, transposeFamily } from "./derivatives.js";
import { dilated } from "./dilation.js";
import { inDtype } from "./dtype.js";

type Spec = readonly number[];

const sizesOf = (shape: Shape, axes: Spec) => axes.map((axis) => shape[axis] as number);
const spatial = (spec: Spec) => spec.slice(2);

/** A spec with the first two axes exchanged: batch and feature, or output and input feature. */
function exchanged([first, second, ...rest]: Spec): Spec {
  return [second as number, first as number, ...rest];
}

/** Splits groups off one axis and puts them before the elements of another. */
function moveGroups(x: NDArray, from: number, to: number, groups: number): NDArray {
  const split = x.shape.flatMap((n, axis) => (axis === from ? [groups, n / groups] : [n]));
  const permutation = x.shape.flatMap((_, axis) => {
    const place = axis < from ? axis : axis + 1;
    return axis === to ? [from, place] : [place];
  });
  const newSizes = x.shape.map((n, axis) => (axis === to ? n * groups : axis === from ? n / groups : n));
  return reshape(transpose(reshape(x, { newSizes: split }), { permutation }), { newSizes });
}

/** The sizes of the spatial axes with their holes: of the input, the kernel, and the windows' starts. */
function dilatedSizes(lhs: Shape, rhs: Shape, out: Shape, params: ConvGeneralDilatedParams) {
  const { dimensionNumbers: d, windowStrides, lhsDilation, rhsDilation } = params;
  const dilateAll = (shape: Shape, spec: Spec, dilation: readonly number[]) =>
    sizesOf(shape, spatial(spec)).map((n, i) => dilated(n, dilation[i] as number));
  return windowStrides.map((_, i) => ({
    input: dilateAll(lhs, d.lhsSpec, lhsDilation)[i] as number,
    kernel: dilateAll(rhs, d.rhsSpec, rhsDilation)[i] as number,
    starts: dilateAll(out, d.outSpec, windowStrides)[i] as number,
    low: (params.padding[i] as readonly [number, number])[0],
  }));
}

/**
 * The cotangent of the input: that of the result, spread by the strides, convolved with the flipped kernel, whose input
 * and output features are exchanged. Groups of either kind become feature groups.
 */
function inputCotangent(ct: NDArray, lhs: ShapedArray, rhs: NDArray, params: ConvGeneralDilatedParams): NDArray {
  const { dimensionNumbers: d, windowStrides, lhsDilation, rhsDilation, featureGroupCount, batchGroupCount } = params;
  const groups = Math.max(featureGroupCount, batchGroupCount);
  const [outFeature, inFeature] = d.rhsSpec as readonly [number, number];
  const grouped = groups === 1 ? rhs : moveGroups(rhs, outFeature, inFeature, groups);
  const flipped = rev(inDtype(grouped, ct), { dimensions: spatial(d.rhsSpec) });
  const padding = dilatedSizes(lhs.shape, rhs.shape, ct.shape, params).map(({ input, kernel, starts, low }) => {
    const before = kernel - low - 1;
    return [before, input + kernel - 1 - starts - before] as const;
  });
  const out = convGeneralDilated(ct, flipped, {
    ...params,
    windowStrides: lhsDilation,
    padding,
    lhsDilation: windowStrides,
    rhsDilation,
    dimensionNumbers: { lhsSpec: d.outSpec, rhsSpec: exchanged(d.rhsSpec), outSpec: d.lhsSpec },
    featureGroupCount: groups,
    batchGroupCount: 1,
  });
  const [batch, feature] = d.lhsSpec as readonly [number, number];
  return inDtype(batchGroupCount === 1 ? out : moveGroups(out, feature, batch, batchGroupCount), lhs);
}

/**
 * The cotangent of the kernel: the input convolved with that of the result, batch and features exchanged in each.
 * Feature groups become batch groups, and the other way round.
 */
function kernelCotangent(ct: NDArray, rhs: ShapedArray, lhs: NDArray, params: ConvGeneralDilatedParams): NDArray {
  if (ct.size === 0) return zeros(rhs);
  const { dimensionNumbers: d, windowStrides, rhsDilation, featureGroupCount, batchGroupCount } = params;
  const padding = dilatedSizes(lhs.shape, rhs.shape, ct.shape, params).map(
    ({ input, kernel, starts, low }) => [low, starts - input + kernel - low - 1] as const,
  );
  const out = convGeneralDilated(inDtype(lhs, ct), ct, {
    ...params,
    windowStrides: rhsDilation,
    padding,
    rhsDilation: windowStrides,
    dimensionNumbers: {
      lhsSpec: exchanged(d.lhsSpec),
      rhsSpec: exchanged(d.outSpec),
      outSpec: exchanged(d.rhsSpec),
    },
    featureGroupCount: batchGroupCount,
    batchGroupCount: featureGroupCount,
  });
  return inDtype(out, rhs);
}

export const convolutionJvp = jvpFamily(convolution, {
  convGeneralDilated: perOperand(convGeneralDilated, [
    (dx, [, kernel], _, params) => convGeneralDilated(dx, kernel, params),
    (dk, [x], _, params) => convGeneralDilated(x, dk, params),
  ]),
});

export const convolutionTranspose = transposeFamily(convolution, {
  convGeneralDilated: bilinear(
    convGeneralDilated,
    (ct, x, [, kernel], params) => inputCotangent(ct, x, kernel, params),
    (ct, kernel, [x], params) => kernelCotangent(ct, kernel, x, params),
  ),
});
