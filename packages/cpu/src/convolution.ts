import { isComplex, type ShapedArray, shapedArray, sizeOf } from "@hyrax/core";
import type { ConvGeneralDilatedParams } from "@hyrax/core/library";
import { arrange } from "./arrange.js";
import { bilinear } from "./complex/parts.js";
import type { BinaryKernel } from "./loops.js";
import type { Elements } from "./matmul.js";
import { withRing } from "./ring.js";
import { slidingPlaces } from "./window-places.js";

/** As many elements of patches as are made at a time. */
const PATCH_BUDGET = 1 << 18;

/**
 * `convGeneralDilated`: with the axes as `[batch, feature, ...spatial]`, each image is unfolded into one row for each
 * window, `[positions, features · window]`, which meets the rows of the kernel in a matrix product.
 */
export function convolve(
  inputs: readonly [ShapedArray, ShapedArray],
  params: ConvGeneralDilatedParams,
  [out]: readonly ShapedArray[],
): BinaryKernel {
  const [lhs, rhs] = inputs;
  if (isComplex(lhs.dtype)) return bilinear(inputs, out!, (reals, outs) => convolve(reals, params, outs));
  const { lhsSpec, rhsSpec, outSpec } = params.dimensionNumbers;
  const { featureGroupCount, batchGroupCount } = params;
  const input = arrange(lhs, lhsSpec);
  const kernel = arrange(rhs, rhsSpec);
  const outShape = outSpec.map((axis) => out!.shape[axis]!);
  const output = arrange(
    shapedArray(outShape, out!.dtype),
    out!.shape.map((_, axis) => outSpec.indexOf(axis)),
  );

  const [images, outFeatures] = outShape as [number, number];
  const features = rhs.shape[rhsSpec[1]!]!;
  const allFeatures = lhs.shape[lhsSpec[1]!]!;
  const imageSize = sizeOf(lhsSpec.slice(2).map((axis) => lhs.shape[axis]!));
  const { positions, windowSize, unfold } = unfolding(lhs, rhs, outShape.slice(2), params);
  const k = features * windowSize;
  // Of both kinds of groups there are more than one of one kind at most.
  const groups = Math.max(featureGroupCount, batchGroupCount);
  const groupFeatures = outFeatures / groups;
  const chunk = Math.max(1, Math.floor(PATCH_BUDGET / Math.max(1, k)));

  return withRing(lhs.dtype, out!.dtype, ({ load, zeros, clear, multiply, store }) => ([x, y]) => {
    const source = load(input(x), lhs.dtype);
    const weights = load(kernel(y), rhs.dtype);
    const result = zeros(out!.size);
    const patches = zeros(Math.min(chunk, positions) * k);
    for (let image = 0; image < images; image++) {
      for (let group = 0; group < groups; group++) {
        const from =
          batchGroupCount > 1
            ? (group * images + image) * allFeatures * imageSize
            : (image * allFeatures + group * features) * imageSize;
        const feature = group * groupFeatures;
        for (let first = 0; first < positions; first += chunk) {
          const n = Math.min(chunk, positions - first);
          clear(patches);
          unfold(source, from, patches, first, n);
          const at = (image * outFeatures + feature) * positions + first;
          multiply(weights, feature * k, patches, 0, result, at, positions, groupFeatures, n, k);
        }
      }
    }
    return [output(store(result, out!.dtype))];
  });
}

/**
 * Unfolds windows of the image that starts at `from`, the `count` ones from `first` on, into rows of `patches`; where a
 * window has no element, there is 0.
 */
type Unfold = <A extends Elements>(image: A, from: number, patches: A, first: number, count: number) => void;

interface Unfolding {
  readonly positions: number;
  readonly windowSize: number;
  readonly unfold: Unfold;
}

function unfolding(
  lhs: ShapedArray,
  rhs: ShapedArray,
  counts: readonly number[],
  { dimensionNumbers, windowStrides, padding, lhsDilation, rhsDilation }: ConvGeneralDilatedParams,
): Unfolding {
  const sizes = dimensionNumbers.lhsSpec.slice(2).map((axis) => lhs.shape[axis]!);
  const windows = dimensionNumbers.rhsSpec.slice(2).map((axis) => rhs.shape[axis]!);
  const features = rhs.shape[dimensionNumbers.rhsSpec[1]!]!;
  const imageSize = sizeOf(sizes);
  const windowSize = sizeOf(windows);
  const places = slidingPlaces(
    counts.map((count, i) => ({
      size: sizes[i]!,
      window: windows[i]!,
      count,
      stride: windowStrides[i]!,
      low: padding[i]![0],
      baseDilation: lhsDilation[i]!,
      windowDilation: rhsDilation[i]!,
    })),
  );
  const unfold: Unfold = (image, from, patches, first, count) => {
    let at = 0;
    for (let position = first; position < first + count; position++) {
      const offsets = places(position);
      for (let f = 0; f < features; f++) {
        const start = from + f * imageSize;
        for (let w = 0; w < windowSize; w++, at++) {
          const offset = offsets[w]!;
          if (offset >= 0) patches[at] = image[start + offset]!;
        }
      }
    }
  };
  return { positions: sizeOf(counts), windowSize, unfold };
}
